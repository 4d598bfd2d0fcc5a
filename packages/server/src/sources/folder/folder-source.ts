/** A folder of repositories, or one repository, on the disk of this machine. */
import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkGlobs, createMatcher, type PathMatcher } from '../globs.ts';
import { mapLimit } from '../parallel.ts';
import { repositoryWebUrl } from '../scm/scm-url.ts';
import type {
  Proposal,
  ProposedCommit,
  RepositoryHandle,
  ScanHint,
  Source,
  SourceEnvironment,
  SourceSpec,
} from '../source.ts';
import { SourceError } from '../source-error.ts';
import { folderError } from './errors.ts';
import type { HashMemory } from './folder-files.ts';
import { openFolderSnapshot } from './folder-snapshot.ts';
import { checkoutAt, enclosingCheckout, type Checkout } from './git-config.ts';
import { findRepositories, type RepositoryRoot } from './repositories.ts';
import { headStamp } from './stamps.ts';
import { proposeInCheckout } from './propose.ts';
import { walk } from './walk.ts';
import { watchFolder } from './watch.ts';

const REPOSITORIES_AT_ONCE = 32;

/** Endings of files that no descriptor includes: whether they changed is not looked at. */
const SOURCE_CODE =
  /\.([cm]?[jt]sx?|java|kts?|scala|go|py|rb|rs|php|cs|c|h|cc|cpp|hpp|swift|m|pl|sh|css|s[ac]ss|less|vue|svelte|html?|map|class|jar|so|o|a|png|jpe?g|gif|webp|avif|svg|ico|woff2?|ttf|mp[34]|mov|pdf|zip|gz|tgz)$/i;

export function openFolderSource(spec: SourceSpec, environment: SourceEnvironment): Source {
  checkGlobs([...(spec.options.descriptors ?? []), ...(spec.options.exclude ?? [])]);
  const source = new FolderSource(spec, environment);
  return {
    origin: `file:${source.target}`,
    scan: (hint) => source.scan(hint),
    watch: (onChange, onError) => watchFolder(source.target, onChange, onError),
    ...(spec.options.proposals && { propose: (repository, proposal) => source.propose(repository, proposal) }),
  };
}

class FolderSource {
  readonly target: string;
  readonly #spec: SourceSpec;
  readonly #environment: SourceEnvironment;
  readonly #memory: HashMemory = new Map();
  readonly #matcher: PathMatcher;

  constructor(spec: SourceSpec, environment: SourceEnvironment) {
    this.target = resolve(spec.target);
    this.#spec = spec;
    this.#environment = environment;
    const descriptors = spec.options.descriptors ?? [];
    const named = createMatcher(descriptors, []);
    const all = createMatcher(['**', ...descriptors], []);
    this.#matcher = { matches: (path) => !SOURCE_CODE.test(path) || named.matches(path), skips: all.skips };
  }

  async scan(hint: ScanHint = {}): Promise<{ complete: boolean; repositories: RepositoryHandle[] }> {
    if (hint.force) this.#memory.clear();
    const hinted = hint.paths ? await this.#rootsOf(hint.paths) : undefined;
    const all = hinted ?? (await findRepositories(this.target, this.#spec.options)).roots;
    const roots = hint.repositories ? all.filter(({ name }) => hint.repositories!.includes(name)) : all;
    const above = await enclosingCheckout(await this.#realPath(this.target));
    const repositories = await mapLimit(roots, REPOSITORIES_AT_ONCE, (root) => this.#handleOf(root, above));
    return { complete: !hinted && !hint.repositories, repositories };
  }

  async propose(repository: string, proposal: Proposal): Promise<ProposedCommit> {
    const { roots } = await findRepositories(this.target, this.#spec.options);
    const root = roots.find(({ name }) => name === repository);
    if (!root)
      throw new SourceError('source-not-found', `${repository} is not there any more.`, 'Look at the source again.');
    const above = await enclosingCheckout(await this.#realPath(this.target));
    return proposeInCheckout(await this.#checkoutOf(root, above), root.folder, proposal);
  }

  /** The repositories that changed files belong to; `undefined` when only a full look can tell. */
  async #rootsOf(paths: string[]): Promise<RepositoryRoot[] | undefined> {
    const places = paths.map((path) => relative(this.target, path).split(sep));
    const layout = await findRepositories(this.target, this.#spec.options, new Set(places.map(([first]) => first!)));
    if (layout.single) return layout.roots;
    const found = new Map<string, RepositoryRoot>();
    for (const path of paths) {
      const candidates = layout.roots.filter(
        ({ folder, shallow }) => path.startsWith(folder + sep) && !(shallow && folder === this.target),
      );
      const root = candidates.sort((a, b) => b.folder.length - a.folder.length)[0];
      // Something right in the target changed, or a repository is gone.
      if (!root) return undefined;
      found.set(root.name, root);
    }
    return [...found.values()];
  }

  async #handleOf(root: RepositoryRoot, above: Checkout | undefined): Promise<RepositoryHandle> {
    const { integrations } = this.#environment;
    await nextTurn();
    const checkout = await this.#checkoutOf(root, above);
    const url = checkout?.remote && repositoryWebUrl(checkout.remote, integrations);
    return {
      name: root.name,
      ...(url ? { url } : {}),
      head: await this.#headOf(root),
      open: () => openFolderSnapshot({ ...root, checkout, memory: this.#memory, environment: this.#environment }),
    };
  }

  async #checkoutOf(root: RepositoryRoot, above: Checkout | undefined): Promise<Checkout | undefined> {
    const own = root.hasGit ? await checkoutAt(root.folder) : undefined;
    return own ?? this.#within(root, above);
  }

  /** A link in the target may lead out of the checkout that the target is in. */
  async #within(root: RepositoryRoot, above: Checkout | undefined): Promise<Checkout | undefined> {
    if (!above) return undefined;
    const real = await this.#realPath(root.folder).catch(() => '');
    return real === above.top || real.startsWith(above.top + sep) ? above : undefined;
  }

  /** Empty when the folder cannot be looked into: opening it says why. */
  async #headOf(root: RepositoryRoot): Promise<string> {
    const hash = createHash('sha256');
    try {
      const paths = await walk(root.folder, this.#matcher, root.shallow);
      for (const path of paths) hash.update(`${path}\0${headStamp(join(root.folder, path))}\n`);
    } catch (error) {
      if (error instanceof SourceError) return '';
      throw error;
    }
    return hash.digest('hex');
  }

  async #realPath(folder: string): Promise<string> {
    return realpath(folder).catch((error: unknown) => {
      throw folderError(folder, error);
    });
  }
}
