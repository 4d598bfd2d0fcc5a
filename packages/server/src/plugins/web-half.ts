/** Web halves of plugins that are not part of the portal's own web: where browsers find them. */
import type { BuiltPlugin } from './build/layout.ts';

export interface WebHalf {
  /** URL of the module that exports the views. */
  module: string;
  /** URLs of style sheets. */
  styles: string[];
}

/** Under it, `<plugin>/<hash of the build>/<file>`: what is at an address never changes. */
export const WEB_HALVES = '/plugin-files';
const MAIN = 'web.js';

export class WebHalves {
  /** `<plugin>/<hash of the build>`; a page that was opened before an update still asks for what it knows. */
  readonly #builds = new Map<string, BuiltPlugin>();

  /** From now on browsers get the files of the build. @returns nothing for a plugin without a web half */
  offer(plugin: string, build: BuiltPlugin): { web?: WebHalf } {
    const { hash, note } = build;
    if (!note.web.includes(MAIN)) return {};
    this.#builds.set(`${plugin}/${hash}`, build);
    const at = (file: string) => `${WEB_HALVES}/${plugin}/${hash}/${file}`;
    return { web: { module: at(MAIN), styles: note.web.filter((file) => file.endsWith('.css')).map(at) } };
  }

  /** Folder in which a file lies. */
  find(plugin: string, hash: string, file: string): string | undefined {
    const build = this.#builds.get(`${plugin}/${hash}`);
    return build?.note.web.includes(file) ? build.folder : undefined;
  }
}
