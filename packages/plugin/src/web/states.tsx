import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiError } from './api.ts';
import { Icon } from './icon.tsx';
import styles from './kit.module.css';
import { messages } from './messages.ts';

/** What this is, why it is empty, and the one next step. */
export function EmptyState({
  title,
  icon,
  children,
  action,
}: {
  title: string;
  icon?: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={styles.state}>
      {icon && <Icon name={icon} size={28} />}
      <p className={styles.stateTitle}>{title}</p>
      {children && <div className={styles.stateText}>{children}</div>}
      {action}
    </div>
  );
}

function errorTitle(error: Error): string {
  if (!(error instanceof ApiError)) return messages.errorTitle;
  if (error.status === 0) return messages.unreachableTitle;
  if (error.status === 403) return messages.forbiddenTitle;
  return error.status === 404 ? messages.notFoundTitle : messages.errorTitle;
}

function errorHint(error: Error): string {
  if (!(error instanceof ApiError)) return messages.errorHint;
  if (error.status === 0) return messages.unreachableHint;
  if (error.status === 403) return messages.forbiddenHint;
  return error.hint ?? messages.errorHint;
}

/** What happened, why, what to do, and the code to name when asking for help. */
export function ErrorState({
  error,
  title,
  hint,
  onRetry,
}: {
  error: Error;
  title?: string;
  hint?: string;
  onRetry?: () => void;
}) {
  const code =
    error instanceof ApiError ? (error.code ?? (error.status > 0 ? String(error.status) : undefined)) : undefined;
  return (
    <div className={styles.state} role="alert">
      <Icon name="error" size={28} />
      <p className={styles.stateTitle}>{title ?? errorTitle(error)}</p>
      <p className={styles.stateText}>{error.message}</p>
      <p className={styles.stateText}>{hint ?? errorHint(error)}</p>
      {code && (
        <p className={styles.stateCode}>
          {messages.errorCode} <code>{code}</code>
        </p>
      )}
      {onRetry && <Button onClick={onRetry}>{messages.retry}</Button>}
    </div>
  );
}

/** Grey bars where lines of text will be, so that nothing jumps when it comes. */
export function LoadingLines({ lines = 3 }: { lines?: number }) {
  return (
    <div role="status" aria-label={messages.loading} className={styles.lines}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={styles.bar} style={{ width: `${[92, 76, 84, 60][line % 4]}%` }} />
      ))}
    </div>
  );
}
