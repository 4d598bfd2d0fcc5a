/** The API as a page that is read without any script: what there is, what it needs, what it answers. */
interface Operation {
  summary?: string;
  description?: string;
  tags?: string[];
  'x-permission'?: string;
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: { type?: string } }[];
  requestBody?: unknown;
}

const STYLE = `:root{color-scheme:light dark;font:14px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:2rem auto;padding:0 1rem}
h2{margin-top:2.5rem;font-size:1.1rem;text-transform:capitalize}section{border-top:1px solid color-mix(in srgb,currentColor 15%,transparent);padding:.75rem 0}
code{font:13px ui-monospace,monospace}.m{display:inline-block;min-width:4.5rem;font-weight:600}td,th{padding:.15rem 1rem .15rem 0;text-align:left;vertical-align:top}p{margin:.25rem 0}a{color:light-dark(#0b5cad,#6cb2ff)}`;

export function docsPage(document: Record<string, unknown>): string {
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
  const parameters = (operation.parameters ?? []).map(
    (parameter) => `<tr><td><code>${escape(parameter.name)}</code></td><td>${parameter.in}${parameter.required ? ', required' : ''}</td><td>${escape(parameter.schema?.type ?? '')}</td><td>${escape(parameter.description ?? '')}</td></tr>`,
  );
  const table = parameters.length ? `<table><tbody>${parameters.join('')}</tbody></table>` : '';
  const permission = operation['x-permission'] ? `<p>Needs <code>${escape(operation['x-permission'])}</code>${operation.requestBody ? '; takes a JSON body' : ''}.</p>` : '';
  return `<section><p><span class="m">${method.toUpperCase()}</span> <code>${escape(path)}</code></p><p>${escape(operation.summary ?? '')}${operation.description ? ` ${escape(operation.description)}` : ''}</p>${permission}${table}</section>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character]!);
}
