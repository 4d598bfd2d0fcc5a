// data table
import type { Level } from './entity.ts';

/** One row of the table of findings. Codes are permanent. */
export interface FindingCode {
  code: string;
  level: Level;
  title: string;
  /** What to do about it, in one sentence; findings often carry a more exact one. */
  hint: string;
}

// One row per line, so that the table reads as one.
// oxfmt-ignore
const rows: [code: string, level: Level, title: string, hint: string][] = [
  // The file as a whole
  ['file-unreadable', 'error', 'The file could not be read', 'Check that the file exists and that Callboard may read it.'],
  ['file-too-large', 'error', 'The file is too large', 'Split the file, or move long texts into files of their own and name them with $text.'],
  ['file-binary', 'error', 'The file is not text', 'Save the file as UTF-8 text.'],
  ['file-empty', 'warning', 'The file holds no entity', 'Write an entity into the file, or remove it.'],
  ['file-misplaced', 'error', 'The document is not a descriptor', 'Rename the file, or correct the name of the file that was meant.'],
  ['byte-order-mark', 'info', 'The file begins with a byte order mark', 'Nothing needs to be done; editors can save UTF-8 without it.'],
  ['template-skeleton', 'info', 'The document is a template skeleton', 'Nothing needs to be done: it becomes an entity in the repositories that the template makes.'],
  ['too-many-files', 'error', 'The repository has too many descriptor files', 'Narrow catalog.descriptors, or raise harvest.limits.filesPerRepository.'],
  // YAML
  ['yaml-syntax', 'error', 'The YAML cannot be read', 'Correct the line that the finding names.'],
  ['yaml-tab', 'error', 'A tab is used for indentation', 'Indent with spaces.'],
  ['yaml-expression', 'error', 'A template expression stands unquoted', 'Put quotes around the whole value.'],
  ['yaml-separator-missing', 'error', 'Two entities without a separator', 'Put a line with --- before the second entity.'],
  ['yaml-duplicate-key', 'error', 'A key stands twice in one mapping', 'Remove or rename one of the two.'],
  ['yaml-complex-key', 'warning', 'A key is not a plain text', 'Put quotes around the value if the braces belong to a text.'],
  ['yaml-tag-unknown', 'warning', 'A YAML tag has no meaning here', 'Remove the tag; the plain value is used.'],
  ['nested-too-deep', 'error', 'The document is nested too deeply', 'Flatten the document.'],
  ['yaml-too-many-aliases', 'error', 'Aliases expand to too much', 'Write the values out, or use fewer aliases.'],
  ['yaml-too-many-documents', 'error', 'The file holds too many documents', 'Split the file.'],
  ['yaml-too-large', 'error', 'The file holds too many values', 'Split the file, or move long lists elsewhere.'],
  ['document-not-object', 'error', 'The document is not a mapping', 'Begin the document with apiVersion, kind, metadata and spec.'],
  ['document-not-entity', 'error', 'The document is not an entity', 'Begin the document with apiVersion, kind, metadata and spec, or keep it out of the catalog.'],
  // The entity
  ['envelope-malformed', 'error', 'The entity does not have the general shape', 'Correct the field that the message names.'],
  ['root-field-unknown', 'error', 'A field at the root is not known', 'Remove the field, or move it under metadata or spec.'],
  ['format-invalid', 'error', 'A value does not have the right format', 'Write the value as the message expects it.'],
  ['value-not-text', 'error', 'A number or boolean stands where text is expected', 'Put quotes around the value.'],
  ['keys-differ-in-case', 'error', 'Keys differ only in upper and lower case', 'Keep one of the two keys.'],
  ['key-refused', 'error', 'A key is not allowed', 'Rename the key.'],
  ['kind-misspelt', 'error', 'The kind is misspelt', 'Write the kind that the hint names.'],
  ['kind-unknown', 'info', 'The kind is not known', 'Nothing needs to be done; an administrator can describe the kind in the configuration.'],
  ['kind-wrong-case', 'error', 'The kind is written in the wrong case', 'Write the kind exactly as the message says.'],
  ['api-version-unknown', 'error', 'The kind does not exist in this apiVersion', 'Use one of the versions that the message names.'],
  ['spec-invalid', 'error', 'The spec does not fit the kind', 'Correct the field that the message names.'],
  ['reference-invalid', 'error', 'A reference cannot be read', 'Write it as kind:namespace/name; the namespace may be left out.'],
  ['reference-unlikely', 'warning', 'A reference can never lead anywhere', 'Use the metadata.name of the entity that is meant.'],
  ['reference-kind-unusual', 'warning', 'A reference leads to an unusual kind', 'Check the kind in the reference.'],
  ['field-misspelt', 'warning', 'A field name looks misspelt', 'Rename the field as the message proposes, or leave it if it is your own.'],
  ['processor-said', 'warning', 'A plugin has something to say of the entity', 'Do what the plugin says.'],
  ['processor-failed', 'warning', 'A processor of a plugin failed at the entity', 'Tell the owner of the plugin; the entity is as its file says it.'],
  ['annotation-unfit', 'warning', 'An annotation is not what its plugin reads', 'Write the value as the plugin expects it.'],
  ['entity-duplicate', 'warning', 'The same entity is declared twice', 'Remove or rename one of the two.'],
  // Placeholders
  ['placeholder-invalid', 'error', 'A placeholder is malformed', 'Give the placeholder one text: a path relative to the file, or a complete URL.'],
  ['placeholder-unreadable', 'error', 'The target of a placeholder cannot be read', 'Check the path: it is relative to the file; a leading / means the root of the repository.'],
  ['placeholder-malformed', 'error', 'The target of a placeholder does not hold what it should', 'Correct the target file.'],
  ['placeholder-outside-repository', 'error', 'A placeholder leads out of its repository', 'Copy the file into the repository of the entity.'],
  ['placeholder-too-large', 'error', 'Placeholders bring in too much', 'Make the files smaller, or split the descriptor.'],
  ['placeholder-not-read', 'info', 'A placeholder was not read', 'Nothing needs to be done: the portal reads it.'],
  // Locations and rules
  ['path-outside-repository', 'error', 'A path leads out of the repository', 'Use a path inside the repository, or a complete URL.'],
  ['glob-no-match', 'warning', 'A pattern matches no file', 'Check the pattern; other targets are read all the same.'],
  ['location-target-missing', 'error', 'The target of a Location does not exist', 'Correct the target, or set spec.presence to optional.'],
  ['location-cycle', 'warning', 'Locations name each other in a circle', 'Remove one of the targets; each file is read once.'],
  ['location-not-read', 'info', 'The target of a Location was not read', 'Nothing needs to be done: the portal reads it.'],
  ['kind-not-allowed', 'error', 'The kind is not allowed from here', 'Ask an administrator to allow the kind in catalog.rules, or move the entity.'],
  // Sources
  ['source-unreachable', 'error', 'The source cannot be reached', 'Check the address and that the host is up; Callboard tries again by itself.'],
  ['source-not-found', 'error', 'The source does not exist', 'Check the address; for a private one, give a token that may read it.'],
  ['source-auth', 'error', 'The source refuses the credentials', 'Give a token that may read the repository.'],
  ['address-refused', 'error', 'The address is not allowed', 'Ask an administrator to allow the host in the configuration.'],
  ['redirect-refused', 'error', 'A redirect leads to an address that is not allowed', 'Use the final address, or ask an administrator to allow its host.'],
  ['response-too-slow', 'error', 'The host answers too slowly', 'Try again later; Callboard does so by itself.'],
  ['source-invalid', 'error', 'The source is not described rightly', 'Correct the type, the target or the options of the source.'],
  ['source-rate-limited', 'error', 'The host allows no more requests for now', 'Wait until the host answers again, or give a token with a higher limit; Callboard tries again by itself.'],
  ['git-failed', 'error', 'Git failed', 'Look at the message; the last good state is kept.'],
  ['harvest-failed', 'error', 'A harvest failed', 'Look into the log of the server; the last good state is kept.'],
  ['harvester-failed', 'error', 'A harvester failed', 'Tell the owner of the plugin; other files are not affected.'],
  ['disk-full', 'error', 'No space is left for the data', 'Free space on the volume of the data folder.'],
  ['removal-held', 'warning', 'A removal waits for confirmation', 'Confirm the removal at the source, or bring the files back.'],
  // The graph
  ['entity-conflict', 'warning', 'Several files claim the same entity', 'Rename or remove one of them, or choose the one that counts.'],
  ['entity-excluded', 'info', 'The entity is kept out', 'Remove the exclusion to let it in.'],
  ['entity-orphaned', 'warning', 'No file says the entity any more', 'Delete the entity, or bring its file back.'],
  ['entity-stale', 'warning', 'The entity shows its last good version', 'Correct the errors of its file.'],
  ['reference-dangling', 'warning', 'A reference leads to nothing', 'Correct the reference, or add the entity that it means.'],
];

/** Every finding that Callboard can make. */
export const findingCodes: readonly FindingCode[] = rows.map(([code, level, title, hint]) => ({
  code,
  level,
  title,
  hint,
}));

const byCode = new Map(findingCodes.map((row) => [row.code, row]));

/** The row of a code. @throws when the table has no such code */
export function findingCode(code: string): FindingCode {
  const row = byCode.get(code);
  if (!row) throw new Error(`No finding has the code ${code}`);
  return row;
}

/** Whether the table has such a code. */
export function isFindingCode(code: string): boolean {
  return byCode.has(code);
}
