import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEventStream } from '../event-stream.ts';
import type { Measurement } from '../measurement.ts';
import type { Organisation } from '../organisation.ts';
import type { PortalProcess } from '../portal-process.ts';
import { summary } from '../statistics.ts';

const rounds = 10;
const patience = 60_000;

/** A descriptor is saved: until the API gives its new text, and until an open browser is told. */
export async function runChanges(portal: PortalProcess, { folder, samples }: Organisation): Promise<Measurement[]> {
  const file = join(folder, samples.editFile);
  const original = readFileSync(file, 'utf8');
  if (!original.includes(samples.editOld)) throw new Error(`${file} is not as it was made: make the organisation anew`);
  const ref = `component:default/${samples.component}`;
  const stream = await openEventStream(portal.url);
  const visible: number[] = [];
  const announced: number[] = [];
  try {
    for (let round = 1; round <= rounds; round++) {
      const text = `${samples.editOld} Saved ${round} times.`;
      const heard = stream.heard(ref);
      const saved = performance.now();
      writeFileSync(file, original.replace(samples.editOld, text));
      await untilDescribed(portal, ref, text);
      visible.push(performance.now() - saved);
      announced.push((await withPatience(heard)) - saved);
      await sleep(200);
    }
  } finally {
    const heard = stream.heard(ref);
    writeFileSync(file, original);
    await withPatience(heard);
    stream.close();
  }
  return [
    {
      id: 'change.visible',
      what: 'file saved to visible in the API',
      unit: 'ms',
      value: summary(visible).median,
      p99: summary(visible).p99,
    },
    {
      id: 'change.announced',
      what: 'file saved to told in the live stream',
      unit: 'ms',
      value: summary(announced).median,
      p99: summary(announced).p99,
    },
  ];
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
