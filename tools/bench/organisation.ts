import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from '@callboard/plugin/server';

/** What the generator of an organisation says about it, in `manifest.json`. */
const manifestSchema = z.object({
  entities: z.number(),
  byKind: z.record(z.string(), z.number()),
  repositories: z.number(),
  samples: z.object({
    /** Name of a component. */
    component: z.string(),
    /** Reference of a group that owns components. */
    owner: z.string(),
    /** Descriptor of that component, and the description that it has. */
    editFile: z.string(),
    editOld: z.string(),
  }),
});

export type Organisation = z.output<typeof manifestSchema> & { folder: string };

/** How an organisation is taken in: as a folder of repositories, or through one file that points at all others. */
export type Intake = 'folder' | 'file';

export function readOrganisation(folder: string): Organisation {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) throw new Error(`${folder} holds no manifest.json: make an organisation with --make 1`);
  return { ...manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8'))), folder };
}

/** The part of a configuration that takes an organisation in. */
export function intakeConfig(organisation: Organisation, intake: Intake): Record<string, unknown> {
  if (intake === 'folder') return { sources: [{ type: 'folder', target: join(organisation.folder, 'repos') }] };
  return { catalog: { locations: [{ type: 'file', target: join(organisation.folder, 'all.yaml') }] } };
}
