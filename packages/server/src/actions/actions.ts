/** Doing something to an entity: which actions there are for it, asking for one, agreeing, running, undoing. */
import { randomUUID } from 'node:crypto';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import {
  appliesTo,
  CallboardError,
  parseEntityRef,
  type Entity,
  type EntityAction,
  type JsonObject,
} from '@callboard/core';
import type {
  ActionCall,
  ActionHandler,
  ActionPreview,
  ActionResult,
  Actions,
  ContributionsAt,
  Log,
} from '@callboard/plugin/server';
import { errorText } from '../error-text.ts';
import type { Redact } from '../redact.ts';
import type { ActionRun, ActionStore, RunState } from './store.ts';

export interface ActionDeskOptions {
  store: ActionStore;
  contributions: ContributionsAt;
  /** The entity of a ref. */
  entity(ref: string): Promise<Entity | undefined>;
  log: Log;
  redact: Redact;
  now(): Date;
  /** Told whenever something about a run is new. */
  onNews(run: { id: string; entity: string }): void;
}

/** An action, for an entity. */
export interface OfferedAction extends Pick<
  EntityAction,
  'id' | 'title' | 'description' | 'icon' | 'input' | 'approval'
> {
  plugin: string;
  permission: string;
  /** What has to be done before it runs: nothing, say yes, or type the name of the entity. */
  confirm: EntityAction['confirm'];
  canPreview: boolean;
  /** Why it cannot be run now. */
  unavailable?: string;
}

export interface ActionRequest {
  plugin: string;
  action: string;
  entity: string;
  input: JsonObject;
  by: string;
  /** Of an undo: what the run kept for it. */
  memo?: JsonObject;
}

/** Milliseconds between two writes of progress, and signs of life. */
const EVERY = 500;
const ALIVE = 10_000;
/** Milliseconds without a sign of life after which a run is given up. */
const LOST = 60_000;
const MOST_LINES = 500;
/** Milliseconds in which a plugin says whether its action is wanted. */
const PATIENCE = 1000;
/** Characters. */
const LONGEST_UNDO = 50_000;

export class ActionDesk {
  readonly #options: ActionDeskOptions;
  readonly #handlers = new Map<string, ActionHandler>();
  readonly #running = new Map<string, { stop: AbortController; done: Promise<void> }>();
  #ajv: Ajv2020 | undefined;
  readonly #validators = new WeakMap<object, ValidateFunction>();
  readonly #watch: NodeJS.Timeout;

  constructor(options: ActionDeskOptions) {
    this.#options = options;
    this.#watch = setInterval(() => void this.#abandonLost(), LOST / 2).unref();
  }

  /** The part of a plugin's scope. */
  forPlugin(plugin: string, checkOpen: () => void, onDispose: (end: () => Promise<void>) => void): Actions {
    return {
      handle: (id, handler) => {
        checkOpen();
        const key = `${plugin}/${id}`;
        if (this.#handlers.has(key)) throw new Error(`${plugin}: the action ${id} has its code already`);
        this.#handlers.set(key, handler as ActionHandler);
        onDispose(async () => void this.#handlers.delete(key));
      },
    };
  }

  /** Ends what runs here. */
  async close(): Promise<void> {
    clearInterval(this.#watch);
    for (const { stop } of this.#running.values()) stop.abort();
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  /** The actions that there is something to do with for an entity, in order; or the one that is asked for. @throws {CallboardError} `not-found` */
  async offered(ref: string, only?: { plugin: string; id: string }): Promise<OfferedAction[]> {
    const entity = await this.#entity(ref);
    const all = this.#all()
      .filter(({ plugin, action }) => !only || (plugin === only.plugin && action.id === only.id))
      .filter(({ action }) => appliesTo(entity, action.appliesTo))
      .sort((a, b) => a.action.order - b.action.order);
    const isWanted = ({ plugin, action }: (typeof all)[number]) =>
      only !== undefined || this.#isWanted(plugin, action.id, entity, ref);
    const wanted = await Promise.all(all.map(isWanted));
    return all.filter((_one, index) => wanted[index]).map(({ plugin, action }) => this.#offer(plugin, action, entity));
  }

  /** A plugin that does not say so in time offers its action: whoever asks for it hears what is wrong. */
  async #isWanted(plugin: string, id: string, entity: Entity, entityRef: string): Promise<boolean> {
    const handler = this.#handlers.get(`${plugin}/${id}`);
    if (!handler?.isWanted) return true;
    let timer: NodeJS.Timeout | undefined;
    try {
      const slow = new Promise<true>((resolve) => (timer = setTimeout(() => resolve(true), PATIENCE)));
      return (await Promise.race([handler.isWanted({ entity, entityRef }), slow])) !== false;
    } catch (error) {
      this.#options.log.warn('a plugin cannot say whether its action is wanted', { plugin, action: id, error });
      return true;
    } finally {
      clearTimeout(timer);
    }
  }

  /** @throws {CallboardError} `not-found`, `input-invalid` */
  async preview(request: ActionRequest): Promise<ActionPreview> {
    const { handler, call } = await this.#prepared(request, new AbortController().signal);
    if (!handler.preview) throw new CallboardError('not-found', 'This action cannot say beforehand what it does');
    return handler.preview(call);
  }

  /**
   * Asks for an action; it runs at once, unless somebody has to agree first.
   * @param confirmed what whoever asks said or typed
   * @throws {CallboardError} `not-found`, `input-invalid`
   */
  async request(request: ActionRequest, confirmed?: string, undoes?: string): Promise<ActionRun> {
    const { action, offer, entity } = await this.#prepared(request, new AbortController().signal);
    checkConfirmed(offer, entity, confirmed);
    const id = randomUUID();
    const waits = action.approval && undoes === undefined;
    await this.#options.store.add({
      id,
      plugin: request.plugin,
      action: action.id,
      title: action.title,
      entity: request.entity,
      input: request.input,
      state: waits ? 'waiting' : 'running',
      requestedBy: request.by,
      requestedAt: this.#now(),
      ...(undoes === undefined ? {} : { undoes }),
    });
    this.#options.onNews({ id, entity: request.entity });
    if (!waits) this.#begin(id, request);
    return this.#run(id);
  }

  /** Somebody else says whether a run that waits may go on. @throws {CallboardError} `not-found`, `not-allowed`, `conflict` */
  async decide(id: string, agrees: boolean, by: string): Promise<ActionRun> {
    const run = await this.#run(id);
    if (run.requestedBy === by) throw new CallboardError('not-allowed', 'Somebody else has to agree to it');
    const decided = { decided_by: by, decided_at: this.#now() };
    const to = agrees
      ? { ...decided, state: 'running', alive_at: this.#now() }
      : { ...decided, state: 'refused', finished_at: this.#now() };
    if (!(await this.#options.store.change(id, 'waiting', to)))
      throw new CallboardError('conflict', 'It does not wait for anybody any more');
    this.#options.onNews(run);
    if (agrees) this.#begin(id, { ...run, by: run.requestedBy });
    return this.#run(id);
  }

  /** @throws {CallboardError} `not-found`, `conflict` */
  async undo(id: string, by: string): Promise<ActionRun> {
    const { store } = this.#options;
    const run = await store.get(id);
    if (!run) throw new CallboardError('not-found', `There is no run ${id}`);
    if (!run.undo || run.undoneBy) throw new CallboardError('conflict', 'It cannot be undone');
    if (!(await store.noteUndone(id, 'under way'))) throw new CallboardError('conflict', 'It was undone already');
    const { plugin, entity } = run;
    const name = parseEntityRef(entity).name;
    const asked = this.request({ plugin, entity, by, ...run.undo }, name, id);
    const undoing = await asked.catch(async (error: unknown) => {
      // Nothing was undone: whoever has mended the reason may try again.
      await store.change(id, 'done', { undone_by: null });
      throw error;
    });
    await store.change(id, 'done', { undone_by: undoing.id });
    this.#options.onNews(run);
    return undoing;
  }

  /** @throws {CallboardError} `not-found` */
  async cancel(id: string): Promise<ActionRun> {
    const run = await this.#run(id);
    if (run.state === 'waiting')
      await this.#options.store.change(id, 'waiting', { state: 'refused', finished_at: this.#now() });
    this.#running.get(id)?.stop.abort();
    this.#options.onNews(run);
    return this.#run(id);
  }

  get(id: string): Promise<ActionRun> {
    return this.#run(id);
  }

  list(query: { entity?: string; state?: RunState; limit: number }): Promise<ActionRun[]> {
    return this.#options.store.list(query);
  }

  #begin(id: string, request: ActionRequest): void {
    const stop = new AbortController();
    this.#running.set(id, { stop, done: this.#perform(id, request, stop).finally(() => this.#running.delete(id)) });
  }

  async #perform(id: string, request: ActionRequest, stop: AbortController): Promise<void> {
    const { store, redact, log, onNews } = this.#options;
    const lines: string[] = [];
    let written = 0;
    const write = () =>
      store.progress(id, lines, this.#now()).catch((error: unknown) => log.warn('progress was not kept', { error }));
    const timer = setInterval(() => {
      if (lines.length === written) return;
      written = lines.length;
      void write().then(() => onNews({ id, entity: request.entity }));
    }, EVERY);
    const beat = setInterval(() => void write(), ALIVE);
    try {
      const { handler, call } = await this.#prepared(request, stop.signal);
      const result = await handler.run(call, (line) => {
        lines.push(redact(line).slice(0, 1000));
        if (lines.length > MOST_LINES) lines.shift();
      });
      await write();
      const { message, links, undo } = result;
      await store.change(id, 'running', {
        state: 'done',
        finished_at: this.#now(),
        result: JSON.stringify({ message, ...(links ? { links } : {}) }),
        undo: undo ? undoText(undo, request.action) : null,
      });
    } catch (error) {
      const reason = stop.signal.aborted ? 'It was cancelled.' : redact(errorText(error));
      await write();
      await store.change(id, 'running', { state: 'failed', finished_at: this.#now(), error: reason });
    } finally {
      clearInterval(timer);
      clearInterval(beat);
      onNews({ id, entity: request.entity });
    }
  }

  async #prepared(request: ActionRequest, signal: AbortSignal) {
    const { plugin, input, by } = request;
    const found = this.#all().find((one) => one.plugin === plugin && one.action.id === request.action);
    if (!found) throw new CallboardError('not-found', `There is no action ${request.action} of ${plugin}`);
    const { action } = found;
    const entity = await this.#entity(request.entity);
    if (!appliesTo(entity, action.appliesTo))
      throw new CallboardError('input-invalid', `${action.title} is not for ${request.entity}`);
    this.#checkInput(action, input);
    const handler = this.#handlers.get(`${plugin}/${action.id}`);
    if (!handler)
      throw new CallboardError('plugin-failed', `${plugin} declares the action ${action.id}, but has no code for it`);
    const { memo } = request;
    const call: ActionCall = { entity, entityRef: request.entity, input, by, signal, ...(memo ? { memo } : {}) };
    return { action, entity, handler, call, offer: this.#offer(plugin, action, entity) };
  }

  #offer(plugin: string, action: EntityAction, entity: Entity): OfferedAction {
    const { id, title, description, icon, input, approval, permission } = action;
    const handler = this.#handlers.get(`${plugin}/${id}`);
    const strict = action.confirmNameFor !== undefined && appliesTo(entity, action.confirmNameFor);
    return {
      plugin,
      id,
      title,
      description,
      icon,
      approval,
      permission,
      ...(input ? { input } : {}),
      confirm: strict ? 'name' : action.confirm,
      canPreview: handler?.preview !== undefined,
      ...(handler ? {} : { unavailable: `${plugin} has no code for it` }),
    };
  }

  /** @throws {CallboardError} `input-invalid`, naming every field that is not right */
  #checkInput({ input: schema }: EntityAction, input: JsonObject): void {
    if (!schema) return;
    let validate = this.#validators.get(schema);
    if (!validate) {
      // Made with the first form: a portal that starts has no use for it.
      this.#ajv ??= new Ajv2020({ strict: false, allErrors: true });
      this.#validators.set(schema, (validate = this.#ajv.compile({ type: 'object', ...schema })));
    }
    if (validate(input)) return;
    const problems = (validate.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath.slice(1) || 'the input'} ${message}`,
    );
    throw new CallboardError('input-invalid', `The input is not right: ${problems.join('; ')}`);
  }

  #all(): { plugin: string; action: EntityAction }[] {
    return this.#options
      .contributions('entityActions')
      .map(({ plugin, contribution }) => ({ plugin, action: contribution }));
  }

  async #entity(ref: string): Promise<Entity> {
    const entity = await this.#options.entity(ref);
    if (!entity) throw new CallboardError('not-found', `There is no entity ${ref}`);
    return entity;
  }

  async #run(id: string): Promise<ActionRun> {
    const found = await this.#options.store.get(id);
    if (!found) throw new CallboardError('not-found', `There is no run ${id}`);
    const { undo: _undo, ...run } = found;
    return run;
  }

  async #abandonLost(): Promise<void> {
    const { store, now, log } = this.#options;
    try {
      await store.abandon(new Date(now().getTime() - LOST).toISOString(), this.#now());
    } catch (error) {
      log.warn('runs of actions that were lost cannot be looked for', { error });
    }
  }

  #now(): string {
    return this.#options.now().toISOString();
  }
}

/** @throws when there is more to keep than an undo may need */
function undoText({ action = '', input, memo }: NonNullable<ActionResult['undo']>, own: string): string {
  const text = JSON.stringify({ action: action || own, input, ...(memo ? { memo } : {}) });
  if (text.length > LONGEST_UNDO) throw new Error(`what its undo needs is more than ${LONGEST_UNDO} characters`);
  return text;
}

/** @throws {CallboardError} `input-invalid` */
function checkConfirmed({ confirm, title }: OfferedAction, { metadata }: Entity, confirmed: string | undefined): void {
  if (confirm === 'none') return;
  if (confirm === 'yes' && confirmed !== undefined) return;
  if (confirm === 'name' && confirmed === metadata.name) return;
  const wanted = confirm === 'name' ? `the name of the entity (${metadata.name})` : 'a yes';
  throw new CallboardError('input-invalid', `${title} has to be confirmed with ${wanted}`);
}
