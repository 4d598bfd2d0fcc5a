import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEventStream } from '../event-stream.ts';
import type { Measurement } from '../measurement.ts';
import type { Organisation } from '../organisation.ts';
import type { PortalProcess } from '../portal-process.ts';
import { summary } from '../statistics.ts';

const rounds = 10;
const rests = 3;
/** Milliseconds between two saves. */
const pause = 200;
/** Milliseconds after which nothing is kept ready for the next change. */
const rest = 15_000;
const patience = 60_000;

/** A descriptor is saved: until the API gives its new text, and until an open browser is told. Again and again, and after a rest. */
export async function runChanges(portal: PortalProcess, { folder, samples }: Organisation): Promise<Measurement[]> {
  const file = join(folder, samples.editFile);
  const original = readFileSync(file, 'utf8');
  if (!original.includes(samples.editOld)) throw new Error(`${file} is not as it was made: make the organisation anew`);
  const ref = `component:default/${samples.component}`;
  const stream = await openEventStream(portal.url);
  let saves = 0;
  async function save(): Promise<{ visible: number; announced: number }> {
    saves += 1;
    const text = `${samples.editOld} Saved ${saves} times.`;
    const heard = stream.heard(ref);
    const saved = performance.now();
    writeFileSync(file, original.replace(samples.editOld, text));
    await untilDescribed(portal, ref, text);
    const visible = performance.now() - saved;
    return { visible, announced: (await withPatience(heard)) - saved };
  }
  try {
    const rested = await repeat(rests, rest, save);
    const times = await repeat(rounds, pause, save);
    const visible = summary(times.map((time) => time.visible));
    const announced = summary(times.map((time) => time.announced));
    const first = summary(rested.map((time) => time.visible));
    return [
      {
        id: 'change.visible',
        what: 'file saved to visible in the API',
        unit: 'ms',
        value: visible.median,
        p99: visible.p99,
      },
      {
        id: 'change.announced',
        what: 'file saved to told in the live stream',
        unit: 'ms',
        value: announced.median,
        p99: announced.p99,
      },
      { id: 'change.rested', what: 'file saved after a rest to visible', unit: 'ms', value: first.median },
    ];
  } finally {
    const heard = stream.heard(ref);
    writeFileSync(file, original);
    await withPatience(heard);
    stream.close();
  }
}

/** Waits before each time, so that the first one does not meet what the portal does when it starts. */
async function repeat<Result>(times: number, wait: number, work: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let time = 0; time < times; time++) {
    await sleep(wait);
    results.push(await work());
  }
  return results;
}

async function untilDescribed(portal: PortalProcess, ref: string, description: string): Promise<void> {
  const path = `/api/catalog/entities/by-name/${ref.replace(':', '/')}`;
  const until = performance.now() + patience;
  while (performance.now() < until) {
    const { body } = await portal.get(path);
    if ((body as { metadata?: { description?: string } } | undefined)?.metadata?.description === description) return;
    await sleep(5);
  }
  throw new Error(`the change of ${ref} was not visible after ${patience / 1000} s`);
}

function withPatience(heard: Promise<number>): Promise<number> {
  const late = sleep(patience, undefined, { ref: false }).then(() =>
    Promise.reject(new Error(`no event after ${patience / 1000} s`)),
  );
  return Promise.race([heard, late]);
}
