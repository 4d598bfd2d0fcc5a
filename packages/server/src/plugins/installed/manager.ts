/** Which plugins are to run: those in folders and those that were installed, as people decided. Every replica comes to the same. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CallboardError, configTypeOf, type Manifest } from '@callboard/core';
import { configured, settingsMissed } from '@callboard/core/declared';
import type { Log } from '@callboard/plugin/server';
import type { LoadedConfig } from '../../config/load.ts';
import type { Redact } from '../../redact.ts';
import type { Bus } from '../../storage/bus.ts';
import { readNote } from '../build/build-plugin.ts';
import { settleConflicts } from '../conflicts.ts';
import type { PluginHost, RunningPlugin, WantedPlugin } from '../host.ts';
import { shareKit } from '../kit-modules.ts';
import { findPlugins, type FoundPlugin } from '../manifest.ts';
import type { RemoteState, Remotes } from '../remote/remotes.ts';
import { unpackPlugin } from '../package/unpack.ts';
import { settingsOf } from '../plugin-config.ts';
import { missingNames, readSurface } from '../surface.ts';
import { settingsShown, type PluginSetting } from './settings-shown.ts';
import type { PluginPackage, PluginState, PluginStore } from './store.ts';

export interface PluginManagerOptions {
  store: PluginStore;
  host: PluginHost;
  bus: Bus;
  log: Log;
  redact: Redact;
  loaded: LoadedConfig;
  /** The plugins in folders, those included that the configuration switches off; each with what was built of it. */
  find(): Promise<FoundPlugin[]>;
  /** Whether a folder of a plugin came with the host. */
  isBuiltIn(folder: string): boolean;
  /** The plugins that are services of their own. */
  remotes: Remotes;
  /** Whether the service behind a remote plugin is left alone at the moment. */
  isResting(plugin: string): boolean;
  /** Where packages are unpacked. */
  folder: string;
  now(): string;
  /** The file of a package in a registry. */
  fetchPackage(spec: string): Promise<{ content: Buffer; origin: string }>;
  /** Called when other plugins run than before. */
  onApplied(plugins: readonly WantedPlugin[]): void;
  /** Deletes the tables of a plugin. */
  dropData(plugin: string): Promise<void>;
}

export interface ManagedPlugin extends Omit<RunningPlugin, 'contributes' | 'web'> {
  /** What comes with the host or lies in a folder cannot be removed here; a package was installed while the portal ran. */
  kind: 'built-in' | 'folder' | 'package' | 'remote';
  enabled: boolean;
  /** Settings without a value that something of it waits for, and is not shown until then. */
  missed?: string[];
  /** Why the portal itself switched it off. */
  reason?: string;
  /** The configuration switches it off, which nobody can change here. */
  locked?: boolean;
  package?: PluginPackage;
  /** What ran before, and can be gone back to. */
  previous?: PluginPackage;
  /** Of one that is a service of its own: its manifest, and whether the service is left alone after it failed. */
  remote?: RemoteState & { resting: boolean };
  settings: PluginSetting[];
  manifest?: Manifest;
}

export class PluginManager {
  readonly #options: PluginManagerOptions;
  #found: readonly FoundPlugin[] = [];
  #plugins: readonly WantedPlugin[] = [];
  #states = new Map<string, PluginState>();
  #packages = new Map<string, PluginPackage>();
  #refreshing: Promise<void> = Promise.resolve();
  #stopListening: () => void = () => undefined;

  constructor(options: PluginManagerOptions) {
    this.#options = options;
  }

  async open(): Promise<void> {
    const { bus, log } = this.#options;
    this.#found = await this.#options.find();
    await this.refresh();
    this.#stopListening = bus.on('plugins', () => {
      this.refresh().catch((error: unknown) => log.error('the plugins cannot be brought up to date', { error }));
    });
  }

  close(): void {
    this.#stopListening();
  }

  /** Looks for the plugins in folders again, and has what changed there run. */
  async reload(): Promise<void> {
    this.#found = await this.#options.find();
    await this.refresh();
  }

  /** Has run what is decided now. */
  refresh(): Promise<void> {
    const refresh = () => this.#refresh();
    this.#refreshing = this.#refreshing.then(refresh, refresh);
    return this.#refreshing;
  }

  async #refresh(): Promise<void> {
    const { store, host, loaded, redact, onApplied } = this.#options;
    this.#states = new Map((await store.states()).map((state) => [state.plugin, state]));
    this.#packages = new Map((await store.packages()).map((one) => [one.hash, one]));
    const installed = await Promise.all([...this.#states.values()].map((state) => this.#unpacked(state)));
    const all = settleConflicts([
      ...this.#found,
      ...installed.filter((plugin) => plugin !== undefined),
      ...(await this.#options.remotes.found()),
    ]);
    const surface = readSurface();
    this.#plugins = all.map((plugin) => {
      if (!plugin.manifest) return plugin;
      const [lack] = plugin.build && !plugin.problem ? missingNames(plugin.build.note, surface) : [];
      if (lack) return { ...plugin, problem: `${lack.message}. ${lack.hint}` };
      const { settings, secrets } = settingsOf(plugin.manifest, loaded, this.#states.get(plugin.id)?.settings);
      redact.hide(secrets);
      return { ...plugin, config: settings };
    });
    const enabled = this.#plugins.filter((plugin) => this.#isEnabled(plugin.id));
    const noteOf = (id: string) => enabled.find((plugin) => plugin.id === id)?.manifest?.tool?.note;
    const wanted = enabled.map((plugin) =>
      plugin.manifest ? { ...plugin, manifest: configured(plugin.manifest, plugin.config ?? {}, noteOf) } : plugin,
    );
    if (await host.apply(wanted)) onApplied(wanted);
  }

  #isEnabled(id: string): boolean {
    return !this.#options.loaded.config.plugins.disabled.includes(id) && this.#states.get(id)?.enabled !== false;
  }

  /** The plugin of a package, which is fetched from the database where it is not here yet. */
  async #unpacked({ plugin, package: hash }: PluginState): Promise<FoundPlugin | undefined> {
    if (hash === undefined) return undefined;
    const { store, folder } = this.#options;
    const place = join(folder, hash);
    try {
      if (!existsSync(place)) {
        const content = await store.content(hash);
        if (!content) throw new Error('its package is gone: install it again');
        await unpackPlugin(content, folder);
      }
      shareKit();
      const note = readNote(place);
      return findPlugins(place).map((found) => ({
        ...found,
        ...(note && { build: { folder: place, hash, note } }),
      }))[0];
    } catch (error) {
      return { id: plugin, folder: place, problem: (error as Error).message };
    }
  }

  /** Folder of the code of a plugin. */
  folderOf(id: string): string | undefined {
    const plugin = this.#plugins.find((one) => one.id === id);
    return plugin?.build?.folder ?? plugin?.folder;
  }

  folders(): { id: string; folder: string }[] {
    return this.#plugins.flatMap(({ id, folder, build }) => [
      ...(build ? [{ id, folder: build.folder }] : []),
      { id, folder },
    ]);
  }

  /** Folder that a plugin came from. */
  sourceOf(id: string): string | undefined {
    return this.#plugins.find((one) => one.id === id)?.folder;
  }

  list(): ManagedPlugin[] {
    const running = new Map(this.#options.host.list().map((plugin) => [plugin.id, plugin]));
    const { loaded, isBuiltIn, remotes, isResting } = this.#options;
    const { disabled, config } = loaded.config.plugins;
    return this.#plugins.map((plugin) => {
      const { id, manifest, problem } = plugin;
      const missed = manifest ? settingsMissed(manifest, plugin.config ?? {}) : [];
      const state = this.#states.get(id);
      const remote = remotes.stateOf(plugin.folder);
      const error = running.get(id)?.error ?? problem;
      const pack = state?.package === undefined ? undefined : this.#packages.get(state.package);
      const previous = state?.previous === undefined ? undefined : this.#packages.get(state.previous);
      return {
        id,
        name: manifest?.name ?? id,
        description: manifest?.description ?? '',
        version: manifest?.version ?? '',
        ...(manifest?.owner ? { owner: manifest.owner } : {}),
        ...(error ? { error } : {}),
        kind: remote ? 'remote' : pack ? 'package' : isBuiltIn(plugin.folder) ? 'built-in' : 'folder',
        enabled: this.#isEnabled(id),
        ...(state?.reason ? { reason: state.reason } : {}),
        ...(disabled.includes(id) ? { locked: true } : {}),
        ...(pack ? { package: pack } : {}),
        ...(previous ? { previous } : {}),
        ...(remote ? { remote: { ...remote, resting: isResting(id) } } : {}),
        settings: manifest ? settingsShown(manifest, state?.settings ?? {}, config[id] ?? {}) : [],
        ...(missed.length ? { missed } : {}),
        ...(manifest ? { manifest } : {}),
      };
    });
  }

  /**
   * Installs a packed plugin, or takes another version of one in its place.
   * @param origin where it came from, for people
   * @throws {CallboardError} `input-invalid`, `conflict`
   */
  async install(content: Buffer, origin: string, by: string): Promise<ManagedPlugin> {
    const { store, folder, now } = this.#options;
    const found = await unpackPlugin(content, folder);
    const { id } = found;
    const inFolder = this.#plugins.find((plugin) => plugin.id === id && !this.#states.get(id)?.package);
    if (inFolder) throw new CallboardError('conflict', `The plugin ${id} is there already, in ${inFolder.folder}`);
    const { hash } = found;
    const before = this.#states.get(id)?.package;
    const { version = '' } = found.manifest ?? {};
    const decision = { package: hash, enabled: true, ...(before && before !== hash ? { previous: before } : {}) };
    await store.decide(id, decision, now(), by, { hash, version, origin, content });
    return this.#applied(id);
  }

  /** As `install`, of a package in a registry. @param spec such as `@acme/builds@1.2.0` */
  async installFrom(spec: string, by: string): Promise<ManagedPlugin> {
    const { content, origin } = await this.#options.fetchPackage(spec);
    return this.install(content, origin, by);
  }

  /**
   * Takes in the plugin that a service is, or its manifest as it is now.
   * @param url of its manifest
   * @throws {CallboardError} `input-invalid`, `conflict`
   */
  async addRemote(url: string, by: string): Promise<ManagedPlugin> {
    const holder = (id: string) => this.#plugins.find((plugin) => plugin.id === id)?.folder;
    const id = await this.#options.remotes.add(url, by, holder);
    return this.#applied(id);
  }

  /** Tells all replicas that remote plugins are other ones than before, or this one alone. */
  async remotesChanged(isShared: boolean): Promise<void> {
    await (isShared ? this.#publish() : this.refresh());
  }

  /** @throws {CallboardError} `not-found`, `not-allowed` */
  async setEnabled(id: string, enabled: boolean, by: string, reason?: string): Promise<ManagedPlugin> {
    const { locked } = this.one(id);
    if (locked) throw new CallboardError('not-allowed', `The configuration switches ${id} off (plugins.disabled)`);
    await this.#options.store.decide(id, { enabled, ...(reason ? { reason } : {}) }, this.#options.now(), by);
    return this.#applied(id);
  }

  /**
   * @param settings by name; `null` takes one back. Those that are not named stay as they are.
   * @throws {CallboardError} `not-found`, `input-invalid`
   */
  async configure(id: string, settings: Record<string, unknown>, by: string): Promise<ManagedPlugin> {
    const known = new Map(this.one(id).settings.map((setting) => [setting.name, setting]));
    const next = { ...this.#states.get(id)?.settings };
    for (const [name, value] of Object.entries(settings)) {
      const setting = known.get(name);
      if (!setting) throw new CallboardError('input-invalid', `${id} has no setting ${name}`);
      if (setting.locked) throw new CallboardError('input-invalid', `${name} is set in the configuration`);
      if (value === null) delete next[name];
      else if (configTypeOf(value) === setting.type) next[name] = value;
      else throw new CallboardError('input-invalid', `${name} has to be of the type ${setting.type}`);
    }
    await this.#options.store.decide(id, { settings: next }, this.#options.now(), by);
    return this.#applied(id);
  }

  /** Goes back to the package that ran before. @throws {CallboardError} `not-found` */
  async rollBack(id: string, by: string): Promise<ManagedPlugin> {
    const { package: current, previous } = this.#states.get(id) ?? {};
    if (!previous) throw new CallboardError('not-found', `There is no earlier version of ${id} to go back to`);
    await this.#options.store.decide(
      id,
      { package: previous, ...(current ? { previous: current } : {}), enabled: true },
      this.#options.now(),
      by,
    );
    return this.#applied(id);
  }

  /** @param data whether its tables go as well @throws {CallboardError} `not-found`, `not-allowed` */
  async remove(id: string, { data }: { data: boolean }): Promise<void> {
    const { kind, remote } = this.one(id);
    const state = this.#states.get(id);
    if (remote) await this.#options.remotes.remove(remote.url);
    else if (kind !== 'package')
      throw new CallboardError(
        'not-allowed',
        `${id} was not installed here: it lies in a folder, and is removed there`,
      );
    const { store, folder, dropData } = this.#options;
    await store.remove(id);
    await this.#publish();
    for (const hash of [state?.package, state?.previous])
      if (hash) await rm(join(folder, hash), { recursive: true, force: true });
    if (data) await dropData(id);
  }

  async #applied(id: string): Promise<ManagedPlugin> {
    await this.#publish();
    return this.one(id);
  }

  async #publish(): Promise<void> {
    await this.refresh();
    await this.#options.bus.publish('plugins', {});
  }

  /** @throws {CallboardError} `not-found` */
  one(id: string): ManagedPlugin {
    const plugin = this.list().find((one) => one.id === id);
    if (!plugin) throw new CallboardError('not-found', `There is no plugin ${id}`);
    return plugin;
  }
}
