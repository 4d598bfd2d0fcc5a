/** Reads the declaration files that the compiler writes, far enough to list what a module exports, in few lines. */

export const width = 160;
/** Characters of a method that is read at a glance. */
const shortMethod = 90;

/** Exported name → its declaration on one line, for the text of one declaration file. */
export function exportedDeclarations(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const statement of statements(text)) {
    const name = /^export (?:declare )?(?:abstract )?(?:const|function|class|interface|type) (\w+)/.exec(
      statement,
    )?.[1];
    if (name !== undefined)
      found.set(name, statement.replace(/^export (declare )?/, '').replaceAll(/import\("[^"]+"\)\./g, ''));
  }
  return found;
}

/** What an index module hands on: module → exported names, or `all`. */
export function reexports(text: string): Map<string, string[] | 'all'> {
  const found = new Map<string, string[] | 'all'>();
  for (const statement of statements(text)) {
    const all = /^export \* from '([^']+)'/.exec(statement)?.[1];
    if (all !== undefined) found.set(all, 'all');
    const [, list, module] = /^export (?:type )?\{(.*)\} from '([^']+)'/.exec(statement) ?? [];
    if (list === undefined || module === undefined) continue;
    const names = list.split(',').map((name) => name.trim().replace(/^type /, ''));
    const known = found.get(module);
    if (known !== 'all') found.set(module, [...(known ?? []), ...names.filter(Boolean)]);
  }
  return found;
}

/** Lays a declaration out: one line where it fits, else its fields and short methods in flowing lines, and each long method on its own. */
export function layOut(declaration: string): string[] {
  const [, head, body] = /^((?:interface|class) [^{]*\{) (.*) \}$/.exec(declaration) ?? [];
  if (declaration.length <= width || head === undefined || body === undefined) return [declaration];
  const lines = [head];
  let fields = '';
  for (const member of members(body)) {
    const field = !member.includes('(') || member.length <= shortMethod;
    if (fields && (!field || fields.length + member.length > width)) {
      lines.push(`  ${fields}`);
      fields = '';
    }
    if (field) fields = fields ? `${fields} ${member}` : member;
    else lines.push(`  ${member}`);
  }
  return [...lines, ...(fields ? [`  ${fields}`] : []), '}'];
}

/** The statements of a declaration file, each on one line. */
function statements(text: string): string[] {
  return splitAtDepthZero(text.split('\n'), ' ', (depth, line) => depth === 0 && /[;}]$/.test(line));
}

function members(body: string): string[] {
  return splitAtDepthZero(body.split(/(?<=;) /), ' ', (depth) => depth === 0);
}

function splitAtDepthZero(parts: string[], glue: string, ends: (depth: number, part: string) => boolean): string[] {
  const found: string[] = [];
  let open: string[] = [];
  let depth = 0;
  for (const part of parts) {
    if (part.trim() === '') continue;
    open.push(part.trim());
    depth += count(part, /[{([]/g) - count(part, /[})\]]/g);
    if (!ends(depth, part)) continue;
    found.push(open.join(glue));
    open = [];
  }
  return found;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
