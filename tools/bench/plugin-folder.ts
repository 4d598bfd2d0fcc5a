import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a company of many teams has installed: plugins with both halves, of which some have a card on every component. */
export function writePlugins(folder: string, { count, onPage }: { count: number; onPage: number }): void {
  for (let index = 0; index < count; index++) {
    const id = `tool-${index}`;
    const path = join(folder, id);
    mkdirSync(path, { recursive: true });
    const filter = index < onPage ? 'kind=component' : `kind=component,metadata.annotations.example.org/tool-${index}`;
    writeFileSync(join(path, 'plugin.yaml'), manifestOf(id, filter));
    writeFileSync(join(path, 'server.ts'), serverOf(id));
    writeFileSync(join(path, 'web.tsx'), webOf(id));
  }
}

function manifestOf(id: string, filter: string): string {
  return `id: ${id}
name: Tool ${id}
description: A tool of a team, on the thing that it concerns.
server: ./server.ts
web: ./web.tsx
contributes:
  permissions:
    - { id: ${id}.read, description: See it. }
  entityCards:
    - { id: card, title: ${id}, view: ToolCard, place: side, appliesTo: '${filter}' }
`;
}

function serverOf(id: string): string {
  return `import { definePlugin } from '@callboard/plugin/server';
export default definePlugin(({ http, jobs }) => {
  http.get('/state', { permission: '${id}.read' }, () => ({ text: '${id} is fine' }));
  jobs.every('look', { minutes: 10 }, async () => undefined);
});
`;
}

function webOf(id: string): string {
  return `import { usePluginApi } from '@callboard/plugin/web';
export function ToolCard() {
  const { data } = usePluginApi('/state');
  return <p data-tool="${id}">{data?.text}</p>;
}
`;
}
