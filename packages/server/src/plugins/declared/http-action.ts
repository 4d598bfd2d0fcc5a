/** An action that needs no code: what is asked of a tool, how far it is, and how it is undone. */
import type { Json, JsonObject } from '@callboard/core';
import { millisecondsOf, type ActionCallDefinition, type ActionRequestDefinition } from '@callboard/core/declared';
import type { ActionCall, ActionHandler, ActionPreview, ActionResult, WebReader } from '@callboard/plugin/server';
import { actionInput, actionRequest, actionText, type ActionValues } from './action-values.ts';
import { ask, hostOf, type WebRequest } from './ask.ts';
import { DataFailure } from './data-failure.ts';
import { Pace, pause, type Clock } from './pace.ts';
import type { Select } from './select.ts';

export interface HttpActionOptions {
  title: string;
  definition: ActionCallDefinition;
  /** All settings, secrets among them. */
  config: Record<string, unknown>;
  /** Settings that are no secret. */
  shown: Record<string, unknown>;
  web: WebReader;
  select: Select;
  clock: Clock;
}

/** Requests per second of one action, all entities together. */
const RATE = 10;
const LONGEST_LINE = 1000;
/** Failed looks in a row after which nobody looks any more. */
const MOST_FAILURES = 5;

type Say = (line: string) => void;

export function httpAction(options: HttpActionOptions): ActionHandler {
  const work = new HttpAction(options);
  const { preview } = options.definition;
  return {
    ...(preview ? { preview: (call: ActionCall) => work.preview(call) } : {}),
    run: (call, say) => work.run(call, say),
  };
}

class HttpAction {
  readonly #options: HttpActionOptions;
  readonly #pace: Pace;

  constructor(options: HttpActionOptions) {
    this.#options = options;
    this.#pace = new Pace(RATE, options.clock);
  }

  async preview(call: ActionCall): Promise<ActionPreview> {
    const { preview } = this.#options.definition;
    const values = await this.#valuesOf(call);
    const text = (template: string | undefined) => (template === undefined ? undefined : actionText(template, values));
    const changes = preview!.changes?.map(({ what, from, to }) => {
      const [was, becomes] = [text(from), text(to)];
      return { what, ...(was === undefined ? {} : { from: was }), ...(becomes === undefined ? {} : { to: becomes }) };
    });
    return { summary: actionText(preview!.summary, values), ...(changes ? { changes } : {}) };
  }

  async run(call: ActionCall, say: Say): Promise<ActionResult> {
    const { call: request, undo } = this.#options.definition;
    if (call.memo && undo?.call) {
      const { before, answer } = call.memo;
      const kept = { ...(before === undefined ? {} : { before }), ...(answer === undefined ? {} : { answer }) };
      return (await this.#do(undo.call, { ...this.#given(call), ...kept }, call.signal, say)).result;
    }
    const values = await this.#valuesOf(call);
    const { result, answer } = await this.#do(request, values, call.signal, say);
    if (call.memo || !undo) return result;
    const { before } = values;
    if (undo.call)
      return { ...result, undo: { input: call.input, memo: { ...(before === undefined ? {} : { before }), answer } } };
    return { ...result, undo: { input: actionInput(undo.input as JsonObject, { ...values, answer }) } };
  }

  #given({ entity, input, by }: ActionCall): ActionValues {
    return { config: this.#options.config, entity, input, user: by };
  }

  async #valuesOf(call: ActionCall): Promise<ActionValues> {
    const { preview } = this.#options.definition;
    const values = this.#given(call);
    if (preview?.url === undefined) return values;
    const { url, headers, timeout, select } = preview;
    const text = await this.#ask(actionRequest({ method: 'GET', url, headers }, values), timeout, call.signal);
    return { ...values, before: await this.#evaluate(select, answerOf(text), values) };
  }

  async #do(
    request: ActionRequestDefinition,
    values: ActionValues,
    signal: AbortSignal,
    say: Say,
  ): Promise<{ result: ActionResult; answer: Json }> {
    const { title, clock } = this.#options;
    const { expect, select, message, progress, timeout } = request;
    const asked = actionRequest(request, values);
    say(`${asked.method} ${hostOf(asked)}`);
    const answer = answerOf(await this.#ask(asked, timeout, signal).catch(asUnsafe));
    const known = { ...values, answer };
    if (expect !== undefined && !(await this.#evaluate(expect, answer, known)))
      throw new Error(`The tool answered, but not that it was done: ${JSON.stringify(answer).slice(0, 300)}`);
    if (progress) await this.#follow(progress, known, signal, say, clock.now() + millisecondsOf(progress.atMost));
    const selected = select === undefined ? undefined : resultOf(await this.#evaluate(select, answer, known));
    const said = message === undefined ? `${title}: done` : actionText(message, known);
    return { result: { message: said, ...selected }, answer };
  }

  async #follow(
    progress: NonNullable<ActionRequestDefinition['progress']>,
    values: ActionValues,
    signal: AbortSignal,
    say: Say,
    end: number,
  ): Promise<void> {
    const { clock } = this.#options;
    const { url, headers, timeout, every, until, failed, say: line, atMost } = progress;
    const request = actionRequest({ method: 'GET', url, headers }, values);
    let last = '';
    let failures = 0;
    for (;;) {
      signal.throwIfAborted();
      try {
        const answer = answerOf(await this.#ask(request, timeout, signal));
        failures = 0;
        const reason = failed === undefined ? false : await this.#evaluate(failed, answer, values);
        if (reason) throw new Error(typeof reason === 'string' ? reason : 'The tool says that it failed');
        const news = line === undefined ? last : textOf(await this.#evaluate(line, answer, values));
        if (news && news !== last) say((last = news).slice(0, LONGEST_LINE));
        if (await this.#evaluate(until, answer, values)) return;
      } catch (error) {
        failures += 1;
        if (!(error instanceof DataFailure) || !error.passes || failures >= MOST_FAILURES) throw error;
      }
      if (clock.now() >= end)
        throw new Error(`It was begun, but was not done within ${atMost}; look at the tool itself`);
      await pause(clock, millisecondsOf(every), signal);
    }
  }

  #ask(request: WebRequest, timeout: string, signal: AbortSignal): Promise<string> {
    const { web, clock } = this.#options;
    return ask(
      request,
      { retries: request.method === 'GET' ? 1 : 0, timeout },
      { web, clock, signal, pace: this.#pace },
    );
  }

  async #evaluate(expression: string | undefined, data: Json, { entity, input, user }: ActionValues): Promise<Json> {
    if (expression === undefined) return data;
    const { select, shown } = this.#options;
    const text = await select({ text: JSON.stringify(data), expression, entity, config: shown, input, user });
    return JSON.parse(text) as Json;
  }
}

/** What is not JSON is a text; nothing is nothing. */
function answerOf(text: string): Json {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Tools that do something often answer with a word.
    return text.slice(0, LONGEST_LINE);
  }
}

/** Nothing is asked twice that may have been done. @throws */
function asUnsafe(error: unknown): never {
  if (!(error instanceof DataFailure)) throw error;
  const unsure = error.code === 'source-too-slow' || error.code === 'source-unreachable';
  throw new Error(
    `${error.message} ${unsure ? 'It may have been done all the same: look at the tool itself before you try again.' : 'Nothing was asked twice.'}`,
  );
}

function resultOf(value: Json): Partial<ActionResult> {
  if (typeof value === 'string' && value !== '') return { message: value.slice(0, LONGEST_LINE) };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const { message, links } = value;
  const list = (Array.isArray(links) ? links : links === undefined ? [] : [links]).slice(0, 10);
  const shown = list.flatMap((link) => {
    const { title, url } = (link ?? {}) as JsonObject;
    return typeof title === 'string' && typeof url === 'string' && /^https?:\/\//.test(url) ? [{ title, url }] : [];
  });
  return {
    ...(typeof message === 'string' ? { message: message.slice(0, LONGEST_LINE) } : {}),
    ...(shown.length ? { links: shown } : {}),
  };
}

function textOf(value: Json): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
