import { Component } from 'react';
import type { ReactNode } from 'react';
import type { PluginInfo } from './kit-context.ts';
import { messages } from './messages.ts';
import { ErrorState } from './states.tsx';

interface ViewBoundaryProps {
  plugin: PluginInfo;
  onRetry: () => void;
  onError?: (error: Error) => void;
  children: ReactNode;
}

interface ViewBoundaryState {
  error: Error | undefined;
}

/** The code of the view did not come: the portal is away, or has been rebuilt since the page was opened. */
function isNotLoaded({ message }: Error): boolean {
  return /dynamically imported module|importing a module script|preload CSS/i.test(message);
}

/** A browser remembers that a module could not be had; only a new page asks for it again. */
function reload(): void {
  window.location.reload();
}

/** Keeps a failing view from taking anything else with it. */
export class ViewBoundary extends Component<ViewBoundaryProps, ViewBoundaryState> {
  override state: ViewBoundaryState = { error: undefined };

  static getDerivedStateFromError(error: unknown): ViewBoundaryState {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: unknown) {
    const failure = error instanceof Error ? error : new Error(String(error));
    // A page that was opened before an update is nobody's fault.
    if (!isNotLoaded(failure)) this.props.onError?.(failure);
  }

  override render() {
    const { plugin, children } = this.props;
    const { error } = this.state;
    if (!error) return children;
    if (isNotLoaded(error)) {
      return (
        <ErrorState
          error={error}
          title={messages.viewNotLoadedTitle}
          hint={messages.viewNotLoadedHint}
          onRetry={reload}
        />
      );
    }
    return (
      <ErrorState
        error={error}
        title={messages.viewFailedTitle(plugin.name)}
        hint={messages.viewFailedHint(plugin.owner)}
        onRetry={this.retry}
      />
    );
  }

  private readonly retry = () => {
    this.props.onRetry();
    this.setState({ error: undefined });
  };
}
