/**
 * Prints what the index costs: `node plugins/catalog/index/bench.ts [entities=14000] [rounds=300]`. Nothing here judges; it is for reading.
 * Without rounds (`… 250000 0`) it prints only what a start costs.
 */
import { setTimeout } from 'node:timers/promises';
import { createModel, parseFilterSet, type Entity, type Filter } from '@callboard/plugin/server';
import { CatalogIndex, type IndexedEntity } from './catalog-index.ts';
import { pack, Unpacker } from './packing.ts';
import { pageOf } from './page.ts';
import { randomUuid, seededRandom } from './random-catalog.fixture.ts';

const entities = Number(process.argv[2] ?? 14_000);
const rounds = Number(process.argv[3] ?? 300);
const random = seededRandom(1);
const model = createModel();
const words = [
  'royalty',
  'playback',
  'ingest',
  'pricing',
  'artist',
  'stream',
  'search',
  'podcast',
  'lyrics',
  'payment',
];
const types = ['service', 'website', 'library', 'data-pipeline', 'ml-model'];
const teams = Math.ceil(entities / 28);

function word(): string {
  return words[random(words.length)]!;
}

function nameOf(at: number): string {
  return `${words[at % 10]!}-${words[(at >>> 3) % 10]!}-${words[(at >>> 6) % 10]!}-${at}`;
}

function component(at: number): Entity {
  const name = nameOf(at);
  const file = `url:https://git.example.org/music/${name}/blob/main/catalog-info.yaml`;
  const other = () => `component:default/${nameOf(random(entities))}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      description: `Service that ${word()}s ${word()} requests for the ${word()} and ${word()} teams, number ${at}.`,
      labels: { tier: `tier-${random(4)}`, 'cost-center': `cc-${random(200)}` },
      annotations: {
        'example.org/pager': `team-${random(400)}`,
        'backstage.io/managed-by-location': file,
        'backstage.io/managed-by-origin-location': 'url:https://git.example.org/music',
        'backstage.io/view-url': file.slice(4),
        'backstage.io/edit-url': file.slice(4).replace('/blob/', '/edit/'),
        'backstage.io/source-location': file.slice(0, file.lastIndexOf('/') + 1),
      },
      tags: [word(), word()],
      links: [{ url: `https://dash.example.org/d/${name}`, title: 'Dashboard', icon: 'dashboard' }],
    },
    spec: {
      type: types[random(types.length)]!,
      lifecycle: random(3) ? 'production' : 'experimental',
      owner: `group:default/team-${random(teams)}`,
      system: `system:default/system-${random(250)}`,
      dependsOn: [other(), other()],
      consumesApis: [`api:default/api-${random(600)}`],
    },
  };
}

/** As it comes out of storage: parsed from text. */
function indexed(at: number): IndexedEntity {
  const entity = JSON.parse(JSON.stringify(component(at))) as Entity;
  const ref = `${entity.kind}:default/${entity.metadata.name}`.toLowerCase();
  return { ref, uid: randomUuid(random), recordId: at, hash: String(at).padStart(64, '0'), state: {}, entity };
}

async function memoryMb(): Promise<number> {
  // Buffers that were given up are freed some time after the collection that finds them.
  globalThis.gc?.();
  await setTimeout(100);
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1_048_576;
}

function print(name: string, times: number[]): void {
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(3);
  console.log(`${name.padEnd(48)} p50 ${at(0.5)} ms   p99 ${at(0.99)} ms   most ${times.at(-1)!.toFixed(3)} ms`);
}

function costCenter(round: number): Filter {
  return parseFilterSet(`kind=component,metadata.labels.cost-center=cc-${round}`)!;
}

function time(name: string, work: (round: number) => void): void {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    work(round);
    times.push(performance.now() - started);
  }
  print(name, times);
}

const before = await memoryMb();
const index = new CatalogIndex(model.edges);
let building = 0;
for (let at = 0; at < entities; at += 500) {
  const batch = Array.from({ length: Math.min(500, entities - at) }, (_, offset) => indexed(at + offset));
  const started = performance.now();
  index.apply(batch);
  building += performance.now() - started;
}
console.log(
  `${index.size} entities indexed in ${building.toFixed(0)} ms, ${((await memoryMb()) - before).toFixed(1)} MB${globalThis.gc ? '' : ' (run with --expose-gc for a true figure)'}`,
);

/** Saves the index as it is written to a file, and restores another one from that. */
function printSaving(): void {
  const saving = pack(index.save());
  const pieces: Uint8Array[] = [];
  let longest = 0;
  const begun = performance.now();
  for (let last = begun; ;) {
    const { done, value } = saving.next();
    longest = Math.max(longest, performance.now() - last);
    if (done) break;
    pieces.push(value.slice());
    last = performance.now();
  }
  const saved = performance.now() - begun;
  const bytes = Buffer.concat(pieces);
  const restarted = performance.now();
  new CatalogIndex(model.edges).restore(new Unpacker(bytes));
  const restored = performance.now() - restarted;
  console.log(
    `saved in ${saved.toFixed(0)} ms, at most ${longest.toFixed(1)} ms at a time, ${(bytes.length / 1_048_576).toFixed(1)} MB; restored in ${restored.toFixed(0)} ms`,
  );
}

printSaving();
if (rounds === 0) process.exit();

const services = parseFilterSet('kind=component,spec.type=service');
let started = performance.now();
index.order('metadata.name');
console.log(`order by name, first time: ${(performance.now() - started).toFixed(1)} ms`);
started = performance.now();
index.search(services);
console.log(`services, first time: ${(performance.now() - started).toFixed(1)} ms`);

time('first page of services by name', () =>
  pageOf(index.search(services).members, index.order('metadata.name'), { limit: 20 }),
);
time('a page in the middle', (round) =>
  pageOf(index.search(services).members, index.order('metadata.name'), {
    limit: 20,
    after: { value: words[round % 10]!, tie: '' },
  }),
);
time('entities of one of many owners', (round) =>
  index.search(parseFilterSet(`kind=component,spec.owner=group:default/team-${round % teams}`)),
);
time('the same by relation', (round) =>
  index.search(parseFilterSet(`kind=component,relations.ownedBy=group:default/team-${round % teams}`)),
);
time('text in names, a new term each time', (round) =>
  index.search(services, { term: `${words[round % 10]!}-${round % 77}`, fields: ['metadata.name'] }),
);
time('facet spec.type of components, again', () => index.facet('spec.type', parseFilterSet('kind=component')));
time('facet spec.type, a new filter each time', (round) => index.facet('spec.type', costCenter(round)));
time('facet metadata.tags, a new filter each time', (round) => index.facet('metadata.tags', costCenter(round)));
time('facet relations.ownedBy of nearly all', (round) =>
  index.facet('relations.ownedBy', { op: 'not', filter: costCenter(round) }),
);
time('relations of one entity', (round) => index.relationsOf(round));
const changing = Array.from({ length: 200 }, (_, at) => indexed(entities + at));
time('update of one entity, everything warm', (round) => {
  const entity = changing[round % changing.length]!;
  entity.entity.metadata.description = `Changed for the ${round}th time.`;
  index.apply([entity]);
});
time('update, then the first page again', (round) => {
  index.apply([changing[round % changing.length]!]);
  pageOf(index.search(services).members, index.order('metadata.name'), { limit: 20 });
});
