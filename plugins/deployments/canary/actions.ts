/** Promoting and aborting canaries, as actions of an entity. */
import { CallboardError, type ActionCall, type Actions } from '@callboard/plugin/server';
import type { Recorder } from '../record/recorder.ts';
import type { Deployment, DeploymentStore } from '../store.ts';
import type { Choice } from '../tables.ts';
import type { Decisions } from './decisions.ts';

export interface CanaryParts {
  store: DeploymentStore;
  decisions: Decisions;
  recorder: Recorder;
  now(): number;
}

interface Input {
  environment: string;
  region?: string;
  reason?: string;
  [name: string]: string | undefined;
}

type Call = Pick<ActionCall<Input>, 'entityRef' | 'input' | 'by' | 'signal'>;

const words = {
  promote: { doing: 'Promotes', done: 'Promoted', asked: 'Asked to promote' },
  abort: { doing: 'Aborts', done: 'Aborted', asked: 'Asked to abort' },
} as const;

export function addActions(actions: Actions, parts: CanaryParts): void {
  for (const choice of ['promote', 'abort'] as const) {
    actions.handle<Input>(choice, {
      isWanted: async ({ entityRef }) =>
        (await parts.store.places(entityRef)).some(({ latest }) => latest?.state === 'canary'),
      preview: async (call) => previewOf(choice, await canaries(parts, call)),
      run: async (call, say) => {
        const found = await canaries(parts, call);
        for (const one of found) say(await decide(parts, one, choice, call));
        return { message: `${words[choice].asked} ${found.map(nameOf).join(', ')}` };
      },
    });
  }
}

/** @throws {CallboardError} `not-found` */
async function canaries({ store }: CanaryParts, { entityRef, input }: Call): Promise<Deployment[]> {
  const region = input.region?.trim();
  const found = (await store.places(entityRef))
    .filter((place) => place.environment === input.environment && (!region || place.region === region))
    .flatMap(({ latest }) => (latest?.state === 'canary' ? [latest] : []));
  if (found.length) return found;
  const where = [input.environment, region].filter(Boolean).join(', ');
  throw new CallboardError('not-found', `No canary of ${entityRef} is in ${where}`);
}

function previewOf(choice: Choice, found: readonly Deployment[]) {
  const worst = found.flatMap(({ canary }) => canary?.metrics ?? []).filter(({ verdict }) => verdict === 'fail');
  const failing = worst.length ? ` ${worst.length} of its metrics ${worst.length === 1 ? 'fails' : 'fail'}.` : '';
  return {
    summary: `${words[choice].doing} ${found.map(nameOf).join(', ')}.${choice === 'promote' ? failing : ''}`,
    changes: found.map((one) => ({
      what: placeName(one),
      from: `${one.canary?.weight ?? 0} %`,
      to: choice === 'promote' ? '100 %' : '0 %',
    })),
  };
}

/** @returns what became of it, in a sentence */
async function decide(
  parts: CanaryParts,
  one: Deployment,
  choice: Choice,
  { by, input, signal }: Call,
): Promise<string> {
  if (one.isSample) return playDeployer(parts, one, choice, by);
  await parts.decisions.decide(one.id, choice, by, input.reason?.trim() || undefined);
  const told = await parts.decisions.deliver(one.id, signal);
  if (told?.delivery === 'delivered') return `${nameOf(one)}: the deployer has been told.`;
  if (told?.delivery === 'asked-for') return `${nameOf(one)}: written down; the deployer asks for it.`;
  return `${nameOf(one)}: the deployer could not be told yet, and will be told again. ${told?.problem ?? ''}`.trim();
}

/** Nobody deploys sample data: it does by itself what a deployer would. */
async function playDeployer(
  { recorder, now }: CanaryParts,
  one: Deployment,
  choice: Choice,
  by: string,
): Promise<string> {
  const { entityRef, environment, region, key, version } = one;
  const state = choice === 'promote' ? 'succeeded' : 'aborted';
  const at = new Date(now()).toISOString();
  await recorder.record([
    { entityRef, environment, region, key, version, state, at, reporter: by, note: 'Sample data' },
  ]);
  return `${nameOf(one)}: ${words[choice].done.toLowerCase()}. It is sample data: nothing else has changed.`;
}

function nameOf(one: Deployment): string {
  return `${one.version} in ${placeName(one)}`;
}

function placeName({ environment, region }: Deployment): string {
  return region ? `${environment}, ${region}` : environment;
}
