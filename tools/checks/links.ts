import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { projectFiles } from '../files.ts';

/** Every relative link in our own Markdown leads to a file that is there, and to a heading that is there. */
export function checkLinks(root: string): string[] {
  const pages = projectFiles(root).filter((path) => path.endsWith('.md') && !path.startsWith('examples/'));
  return pages.flatMap((page) => brokenLinks(root, page, readFileSync(join(root, page), 'utf8')));
}

/** What is wrong with the links of one page. */
export function brokenLinks(root: string, page: string, text: string): string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '');
  const targets = [...prose.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map((match) => match[1] ?? '');
  return targets.flatMap((target) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return [];
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : normalize(join(dirname(page), decodeURIComponent(path)));
    if (!existsSync(join(root, file))) return [`${page}: '${target}' leads nowhere`];
    if (anchor === undefined || !file.endsWith('.md')) return [];
    return anchorsOf(readFileSync(join(root, file), 'utf8')).has(anchor)
      ? []
      : [`${page}: '${file}' has no heading #${anchor}`];
  });
}

function anchorsOf(text: string): Set<string> {
  const headings = [...text.matchAll(/^#{1,6}\s+(.+)$/gm)].map((match) => match[1] ?? '');
  const made = headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
  const given = [...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map((match) => match[1] ?? '');
  return new Set([...made, ...given]);
}
