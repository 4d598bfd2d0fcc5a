/**
 * The smallest harvester that can do all that a harvester can do. A file holds notes, separated by `---`; a line of a note is
 *   note component:default/a   its key (`oops` in its place: a note that is broken beyond knowing which it was)
 *   text anything              its text, more than once where wanted
 *   broken                     the note cannot be used
 *   follow <path or glob>, maybe <path>, source <url>, include <path>, crash
 */
import { defineHarvester, type FileResult, type HarvestContext } from '@callboard/plugin/server';

export interface NoteSettings {
  version?: number;
}

export function noteHarvester({ version = 1 }: NoteSettings = {}) {
  return defineHarvester({
    type: 'note',
    version,
    recognises: (path, head) => path.endsWith('notes.txt') || head.startsWith('note '),
    read: async (file, context) => {
      const result: FileResult = { records: [], findings: [], failed: [], follow: [], sources: [] };
      let line = 1;
      for (const [index, text] of file.text.split('---\n').entries()) {
        await readNote({ text, line, document: index + 1, path: file.path }, context, result);
        line += text.split('\n').length;
      }
      return result;
    },
  });
}

interface Note {
  text: string;
  line: number;
  document: number;
  path: string;
}

async function readNote(note: Note, context: HarvestContext, result: FileResult): Promise<void> {
  const position = { line: note.line, column: 1 };
  const { document } = note;
  const texts: string[] = [];
  let key: string | undefined;
  let broken = false;
  for (const line of note.text.split('\n').filter(Boolean)) {
    const [word, ...rest] = line.split(' ');
    const value = rest.join(' ');
    if (word === 'note') key = value === 'oops' ? undefined : value;
    else if (word === 'text') texts.push(value);
    else if (word === 'broken') broken = true;
    else if (word === 'include') texts.push(await context.read(value));
    else if (word === 'follow') result.follow.push({ path: value, presence: 'required', position, document });
    else if (word === 'maybe') result.follow.push({ path: value, presence: 'optional', position, document });
    else if (word === 'source') result.sources.push({ type: 'url', target: value, position, document });
    else if (word === 'crash') throw new TypeError('the harvester fell over');
  }
  if (key !== undefined && !broken)
    result.records.push({ key, document, position, body: { texts, location: note.path } });
  else if (broken || /^note oops/m.test(note.text)) {
    const finding = {
      file: note.path,
      document,
      ...position,
      level: 'error' as const,
      code: 'yaml-syntax',
      message: 'The note is broken.',
      hint: 'Mend it.',
      ...(key ? { entityRef: key } : {}),
    };
    result.findings.push(finding);
    result.failed.push({ document, finding, ...(key ? { key } : {}) });
  }
}
