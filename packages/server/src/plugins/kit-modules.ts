/** Lets plugins that lie anywhere import the kit: they get the one that the host itself has. */
import { registerHooks } from 'node:module';

const KIT = '@callboard/plugin/';
let isRegistered = false;

/** To be called in each thread, before it loads a module of a plugin that does not come with the host. */
export function shareKit(): void {
  if (isRegistered) return;
  isRegistered = true;
  registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, specifier.startsWith(KIT) ? { ...context, parentURL: import.meta.url } : context),
  });
}
