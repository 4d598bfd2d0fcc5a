/** The record of actions: who had what done to which entity, and how it went. */
import type { JsonObject } from '@callboard/core';
import type { ActionResult } from '@callboard/plugin/server';
import type { Database } from '../storage/database.ts';
import type { Tables } from '../storage/tables.ts';

export type RunState = 'waiting' | 'running' | 'done' | 'failed' | 'refused';

export interface ActionRun {
  id: string;
  plugin: string;
  action: string;
  title: string;
  entity: string;
  input: JsonObject;
  state: RunState;
  requestedBy: string;
  requestedAt: string;
  /** Who agreed or refused, where somebody had to. */
  decidedBy?: string;
  decidedAt?: string;
  finishedAt?: string;
  /** Lines of progress. */
  progress: string[];
  result?: Pick<ActionResult, 'message' | 'links'>;
  error?: string;
  /** Whether it can be undone. */
  canUndo: boolean;
  /** The run that this one undoes. */
  undoes?: string;
  /** The run that undid this one. */
  undoneBy?: string;
}

export interface UndoCall {
  action: string;
  input: JsonObject;
  memo?: JsonObject;
}

type Row = Tables['action_run'];
/** Characters of progress that are kept: the newest. */
const LONGEST_PROGRESS = 50_000;

export class ActionStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async add(run: Omit<ActionRun, 'progress' | 'canUndo'>): Promise<void> {
    const row: Row = {
      id: run.id,
      plugin: run.plugin,
      action: run.action,
      title: run.title,
      entity: run.entity,
      input: JSON.stringify(run.input),
      state: run.state,
      requested_by: run.requestedBy,
      requested_at: run.requestedAt,
      decided_by: null,
      decided_at: null,
      finished_at: null,
      alive_at: run.requestedAt,
      progress: '',
      result: null,
      error: null,
      undo: null,
      undoes: run.undoes ?? null,
      undone_by: null,
    };
    await this.#database.write((writer) => writer.insertInto('action_run').values(row).execute());
  }

  /** Changes a run, if it still is in a state. @returns whether it was */
  async change(id: string, from: RunState, to: Partial<Row>): Promise<boolean> {
    const { numUpdatedRows } = await this.#database.write((writer) =>
      writer.updateTable('action_run').set(to).where('id', '=', id).where('state', '=', from).executeTakeFirst(),
    );
    return Number(numUpdatedRows) > 0;
  }

  async progress(id: string, lines: readonly string[], at: string): Promise<void> {
    await this.change(id, 'running', { progress: lines.join('\n').slice(-LONGEST_PROGRESS), alive_at: at });
  }

  /** Marks a run as undone by another, once. @returns whether nobody was first */
  async noteUndone(id: string, by: string): Promise<boolean> {
    const { numUpdatedRows } = await this.#database.write((writer) =>
      writer
        .updateTable('action_run')
        .set({ undone_by: by })
        .where('id', '=', id)
        .where('undone_by', 'is', null)
        .executeTakeFirst(),
    );
    return Number(numUpdatedRows) > 0;
  }

  async get(id: string): Promise<(ActionRun & { undo?: UndoCall }) | undefined> {
    const row = await this.#database.read.selectFrom('action_run').selectAll().where('id', '=', id).executeTakeFirst();
    return row && { ...runOf(row), ...(row.undo === null ? {} : { undo: JSON.parse(row.undo) as UndoCall }) };
  }

  /** The newest first. */
  async list(query: { entity?: string; state?: RunState; limit: number }): Promise<ActionRun[]> {
    let rows = this.#database.read.selectFrom('action_run').selectAll();
    if (query.entity !== undefined) rows = rows.where('entity', '=', query.entity);
    if (query.state !== undefined) rows = rows.where('state', '=', query.state);
    const found = await rows.orderBy('requested_at', 'desc').orderBy('id').limit(query.limit).execute();
    return found.map(runOf);
  }

  /** Ends runs of which nobody has given a sign of life since. @returns their ids */
  async abandon(before: string, at: string): Promise<string[]> {
    const rows = await this.#database.read
      .selectFrom('action_run')
      .select('id')
      .where('state', '=', 'running')
      .where('alive_at', '<', before)
      .execute();
    const error = 'The portal that ran it ended meanwhile: look at the tool itself for how far it came.';
    for (const { id } of rows) await this.change(id, 'running', { state: 'failed', error, finished_at: at });
    return rows.map(({ id }) => id);
  }
}

function runOf(row: Row): ActionRun {
  return {
    id: row.id,
    plugin: row.plugin,
    action: row.action,
    title: row.title,
    entity: row.entity,
    input: JSON.parse(row.input) as JsonObject,
    state: row.state as RunState,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    ...(row.decided_by === null ? {} : { decidedBy: row.decided_by }),
    ...(row.decided_at === null ? {} : { decidedAt: row.decided_at }),
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
    progress: row.progress === '' ? [] : row.progress.split('\n'),
    ...(row.result === null ? {} : { result: JSON.parse(row.result) as NonNullable<ActionRun['result']> }),
    ...(row.error === null ? {} : { error: row.error }),
    canUndo: row.undo !== null && row.undone_by === null,
    ...(row.undoes === null ? {} : { undoes: row.undoes }),
    ...(row.undone_by === null ? {} : { undoneBy: row.undone_by }),
  };
}
