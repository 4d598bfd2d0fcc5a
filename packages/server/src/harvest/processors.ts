/** Processors of plugins: what they make of entities that were just read. One that fails leaves the entity as its file says it. */
import { appliesTo, findingCode, type Entity, type Finding, type JsonObject } from '@callboard/core';
import type { EntityProcessor, FileResult, Harvester, HarvestContext, RecordDraft } from '@callboard/plugin/server';

export interface ProcessorInstance {
  plugin: string;
  id: string;
  appliesTo?: string | undefined;
  config: JsonObject;
  process: EntityProcessor;
}

const LONGEST = 1_000_000;
const MOST_FINDINGS = 20;
const LONGEST_TEXT = 1000;
/** What other records and findings know an entity by. */
const FIXED = ['apiVersion', 'kind', 'metadata.name', 'metadata.namespace'] as const;

/** A harvester of entities whose entities go through the processors, in turn. */
export function withProcessors(
  harvester: Harvester<JsonObject>,
  processors: readonly ProcessorInstance[],
): Harvester<JsonObject> {
  if (harvester.type !== 'entity' || !processors.length) return harvester;
  return {
    ...harvester,
    read: async (file, context) => {
      const result = await harvester.read(file, context);
      for (const record of result.records)
        for (const processor of processors) processOne(record, processor, { result, path: file.path, context });
      return result;
    },
  };
}

interface Place {
  result: FileResult;
  path: string;
  context: HarvestContext;
}

function processOne(record: RecordDraft, processor: ProcessorInstance, { result, path, context }: Place): void {
  const { plugin, id, config, process } = processor;
  const entity = record.body as unknown as Entity;
  const say = (code: string, message: string, more: Partial<Finding> = {}) => {
    const { level, hint } = findingCode(code);
    const { document, position, key } = record;
    result.findings.push({ file: path, document, ...position, level, code, message, hint, entityRef: key, ...more });
  };
  try {
    if (!appliesTo(entity, processor.appliesTo)) return;
    // It is given a copy, and only what JSON can say of its answer is taken.
    const { config: _own, ...rest } = context;
    const made = process(structuredClone(entity), { ...pick(rest), config }) ?? {};
    if (made instanceof Promise) {
      // Nobody waits for it, and one that fails unheard would end the whole worker.
      made.catch(() => undefined);
      throw new Error('it returns a promise, and has to answer at once');
    }
    const text = JSON.stringify(made.entity ?? null);
    if (text.length > LONGEST) throw new Error(`it makes more than ${LONGEST} characters of it`);
    const next = JSON.parse(text) as JsonObject | null;
    if (next) {
      const changed = FIXED.find((field) => valueAt(next, field) !== valueAt(record.body, field));
      if (changed) throw new Error(`it may not change ${changed}`);
      record.body = next;
    }
    for (const { level, message, hint } of (made.findings ?? []).slice(0, MOST_FINDINGS))
      say('processor-said', `${plugin}: ${String(message).slice(0, LONGEST_TEXT)}`, {
        level: level === 'info' ? 'info' : 'warning',
        hint: String(hint).slice(0, LONGEST_TEXT),
      });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    say('processor-failed', `The processor ${id} of ${plugin} failed at this entity: ${reason.slice(0, LONGEST_TEXT)}`);
  }
}

function pick({ model, origin }: Pick<HarvestContext, 'model' | 'origin'>) {
  return { model, origin };
}

function valueAt(body: JsonObject, field: string): unknown {
  let found: unknown = body;
  for (const name of field.split('.')) found = (found as JsonObject | undefined)?.[name];
  return found;
}
