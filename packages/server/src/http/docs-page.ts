/** The API as a page that is read without any script: what there is, what it needs, what it answers. */
import type { Schema } from './openapi.ts';

interface Operation {
  summary?: string;
  description?: string;
  tags?: string[];
  'x-permission'?: string;
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: { type?: unknown } }[];
  requestBody?: unknown;
}

const STYLE = `:root{color-scheme:light dark;font:14px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:2rem auto;padding:0 1rem}
h2{margin-top:2.5rem;font-size:1.1rem;text-transform:capitalize}section{border-top:1px solid color-mix(in srgb,currentColor 15%,transparent);padding:.75rem 0}
code{font:13px ui-monospace,monospace}.m{display:inline-block;min-width:4.5rem;font-weight:600}td,th{padding:.15rem 1rem .15rem 0;text-align:left;vertical-align:top}p{margin:.25rem 0}a{color:light-dark(#0b5cad,#6cb2ff)}`;

export function docsPage(document: Schema): string {
  const groups = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(document['paths'] as Record<string, Record<string, Operation>>)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? 'other';
      groups.set(tag, [...(groups.get(tag) ?? []), section(method, path, operation)]);
    }
  }
  const body = [...groups].map(([tag, sections]) => `<h2>${escape(tag)}</h2>${sections.join('')}`).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Callboard API</title><style>${STYLE}</style></head>
<body><main><h1>Callboard API</h1><p>The same as <a href="/api/callboard/openapi.json">OpenAPI 3.1</a>. Send a token as <code>Authorization: Bearer …</code>. <a href="/">Back to the portal</a></p>${body}</main></body></html>`;
}

function section(method: string, path: string, operation: Operation): string {
  const text = [operation.summary, operation.description].filter(Boolean).join('. ');
  return `<section><p><span class="m">${escape(method.toUpperCase())}</span> <code>${escape(path)}</code></p><p>${escape(text)}</p>${needs(operation)}${table(operation)}</section>`;
}

function needs(operation: Operation): string {
  const permission = operation['x-permission'];
  const words = [
    permission && `Needs <code>${escape(permission)}</code>`,
    operation.requestBody ? 'Takes a JSON body' : undefined,
  ];
  const said = words.filter(Boolean).join('; ');
  return said ? `<p>${said}.</p>` : '';
}

function table({ parameters = [] }: Operation): string {
  const rows = parameters.map(({ name, in: place, required, schema, description }) => {
    const type = [schema?.type ?? []].flat().join(' or ');
    const cells = [
      `<code>${escape(name)}</code>`,
      escape(required ? `${place}, required` : place),
      escape(type),
      escape(description ?? ''),
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  return rows.length ? `<table><tbody>${rows.join('')}</tbody></table>` : '';
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}
