/** Actions of a manifest that need no code: what is asked of a tool to do something to an entity. */
import { z } from 'zod';
import { duration, headerName } from './data-source.ts';
import { parseTemplate, placesIn, urlProblem, type Placeholder } from './template.ts';

const template = z.string().min(1).max(2000);
const expression = z.string().min(1).max(10_000);
const headers = z.record(headerName, z.string().max(4000)).default({});
const timeout = duration('30s').default('10s');

const callSchema = z.strictObject({
  method: z.enum(['POST', 'PUT', 'PATCH', 'DELETE', 'GET']).default('POST'),
  /** Template of the address. */
  url: template,
  /** Templates by the name of the header. */
  headers,
  /** Sent as JSON; its texts are templates. One that is a single place for input or an answer is that value, whatever its type. */
  body: z.json().optional(),
  timeout,
  /** JSONata: whether the answer says that it was done. */
  expect: expression.optional(),
  /** JSONata of the answer: a sentence, or an object with `message` and `links`. */
  select: expression.optional(),
  /** Template of a sentence that says what was done, unless `select` does. */
  message: template.optional(),
  /** Where to look how far it is, until it is done. */
  progress: z
    .strictObject({
      url: template,
      headers,
      timeout,
      every: duration('1m', '500ms').default('2s'),
      /** JSONata: whether it is done. */
      until: expression,
      /** JSONata: whether it has failed; a text is the reason. */
      failed: expression.optional(),
      /** JSONata: a line for whoever watches. */
      say: expression.optional(),
      atMost: duration('1h').default('10m'),
    })
    .optional(),
});

const previewSchema = z.strictObject({
  /** Asked by GET first; its answer is `before` in templates of the preview, the call and the undo. */
  url: template.optional(),
  headers,
  timeout,
  /** JSONata that makes `before` of the answer. */
  select: expression.optional(),
  /** Template. */
  summary: template,
  changes: z
    .array(z.strictObject({ what: z.string().max(100), from: template.optional(), to: template.optional() }))
    .max(50)
    .optional(),
});

const undoSchema = z
  .strictObject({
    /** What the same action is asked for to undo it; its texts are templates. */
    input: z.record(z.string(), z.json()).optional(),
    call: callSchema.optional(),
  })
  .refine(({ input, call }) => (input === undefined) !== (call === undefined), 'has either input or call');

/** What stands at an action that needs no code. */
export const actionCallShape = {
  call: callSchema.optional(),
  preview: previewSchema.optional(),
  undo: undoSchema.optional(),
};

/** One request of an action, with defaults filled in. */
export type ActionRequestDefinition = z.output<typeof callSchema>;

/** An action without code, with defaults filled in. */
export interface ActionCallDefinition {
  call: ActionRequestDefinition;
  preview?: z.output<typeof previewSchema> | undefined;
  undo?: z.output<typeof undoSchema> | undefined;
}

/** @returns what is wrong with an action's call, with the path to it */
export function actionCallProblem(
  { call, preview, undo }: Partial<ActionCallDefinition>,
  config: Record<string, { secret: boolean }>,
): { path: string[]; message: string } | undefined {
  if (!call) {
    if (preview) return { path: ['preview'], message: 'goes with call; code has its own' };
    return undo ? { path: ['undo'], message: 'goes with call; code has its own' } : undefined;
  }
  for (const [path, text] of urlsOf({ call, preview, undo })) {
    const problem = complaintOf(() => urlProblem(parseTemplate(text, 'action')));
    if (problem) return { path, message: problem };
  }
  if (call.method === 'GET' && call.body !== undefined) return { path: ['call', 'body'], message: 'goes not with GET' };
  const hasBefore = preview?.url !== undefined;
  for (const [path, value, isShown] of textsOf({ call, preview, undo })) {
    let places: Placeholder[];
    try {
      places = placesIn(value, 'action');
    } catch (error) {
      return { path, message: (error as Error).message };
    }
    for (const place of places) {
      if (place.from === 'before' && !hasBefore)
        return { path, message: 'before is the answer to preview.url, which is not there' };
      if (place.from !== 'config') continue;
      if (!Object.hasOwn(config, place.path)) return { path, message: `the plugin has no setting ${place.path}` };
      if (isShown && config[place.path]!.secret)
        return { path, message: `${place.path} is a secret, and this is shown to people` };
    }
  }
  return undefined;
}

/** All places for values of an entity that the call needs. */
export function entityPlacesOf({ call, preview, undo }: ActionCallDefinition): Placeholder[] {
  return textsOf({ call, preview, undo }).flatMap(([, value]) =>
    placesIn(value, 'action').filter(({ from }) => from === 'entity'),
  );
}

function urlsOf({ call, preview, undo }: Partial<ActionCallDefinition>): [string[], string][] {
  const of = (path: string[], request: ActionRequestDefinition | undefined): [string[], string][] => [
    ...(request ? [[[...path, 'url'], request.url] as [string[], string]] : []),
    ...(request?.progress ? [[[...path, 'progress', 'url'], request.progress.url] as [string[], string]] : []),
  ];
  return [
    ...of(['call'], call),
    ...of(['undo', 'call'], undo?.call),
    ...(preview?.url === undefined ? [] : [[['preview', 'url'], preview.url] as [string[], string]]),
  ];
}

/** Every part with templates: where it stands, what it is, whether people see it. */
function textsOf({ call, preview, undo }: Partial<ActionCallDefinition>): [string[], unknown, boolean][] {
  const of = (path: string[], request: ActionRequestDefinition | undefined): [string[], unknown, boolean][] =>
    request
      ? [
          [path, [request.url, request.headers, request.body ?? null], false],
          [[...path, 'message'], request.message ?? null, true],
          [[...path, 'progress'], [request.progress?.url ?? null, request.progress?.headers ?? null], false],
        ]
      : [];
  return [
    ...of(['call'], call),
    ...of(['undo', 'call'], undo?.call),
    [['preview'], [preview?.url ?? null, preview?.headers ?? null], false],
    [['preview', 'summary'], [preview?.summary ?? null, (preview?.changes ?? null) as unknown], true],
    [['undo', 'input'], undo?.input ?? null, true],
  ];
}

function complaintOf(work: () => string | undefined): string | undefined {
  try {
    return work();
  } catch (error) {
    return (error as Error).message;
  }
}
