/** What a built plugin is made of: its files, and a note that says which of them are what. */
import { z } from 'zod';

/** Name of the note in the folder of a built plugin. */
export const NOTE = 'built.json';
/** Goes up with every change of what a build makes. */
export const FORMAT = 1;

const fileName = z.string().regex(/^[\w-][\w.-]*$/);

/** Data schema of the note. */
export const noteSchema = z.strictObject({
  format: z.literal(FORMAT),
  /** Version of the kit that it was built with. */
  kit: z.string(),
  /** Modules of the manifest, each with the file that was made of it. */
  modules: z.record(z.string(), fileName),
  /** Files that the browser may load: scripts, then styles. */
  web: z.array(fileName),
  /** What the web half exports. */
  views: z.array(z.string()),
  /** What it takes from the modules that the portal shares with it, by module. */
  uses: z.record(z.string(), z.array(z.string())),
});
export type Note = z.output<typeof noteSchema>;

/** A plugin that can run: where it comes with the host, from its source. */
export interface BuiltPlugin {
  folder: string;
  /** Tells this build from every other one. */
  hash: string;
  note: Note;
}
