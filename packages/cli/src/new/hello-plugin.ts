/** The files of a plugin that says hello, by name. */
export function helloPlugin(id: string): Record<string, string> {
  const words = id.split('-').join(' ');
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  const page = `${id.replace(/(^|-)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase())}Page`;
  return {
    'plugin.yaml': `id: ${id}
name: ${name}
description: Greets whoever asks.

server: ./server.ts
web: ./web.tsx

config:
  greeting:
    type: string
    default: Hello
    description: The word every greeting starts with.

contributes:
  permissions:
    - { id: ${id}.read, description: Be greeted. }
  pages:
    - { path: /${id}, title: ${name}, view: ${page}, permission: ${id}.read }
  navItems:
    - { path: /${id}, title: ${name}, icon: star }
`,
    'server.ts': `import { definePlugin } from '@callboard/plugin/server';

export default definePlugin<{ greeting: string }>(({ http, config }) => {
  http.get('/greeting/:name', { permission: '${id}.read' }, ({ params }) => ({
    text: \`\${config.greeting}, \${params.name}!\`,
  }));
});
`,
    'web.tsx': `import { Page, usePluginApi } from '@callboard/plugin/web';

export function ${page}() {
  const { data } = usePluginApi('/greeting/world');
  return <Page title="${name}">{data?.text}</Page>;
}
`,
    [`${id}.test.ts`]: `import { startPlugin } from '@callboard/plugin/testing';

test('greets by name', async () => {
  const plugin = await startPlugin(import.meta.dirname);
  expect(await plugin.get('/greeting/Ada')).toEqual({ text: 'Hello, Ada!' });
});
`,
  };
}
