import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Runs a program under the guard, in a process of its own. */
function run(body: string) {
  const guard = join(import.meta.dirname, 'process-guard.ts');
  const program = `
    import { guardProcess } from ${JSON.stringify(guard)};
    const log = { error: (message, data) => console.log(JSON.stringify({ message, plugin: data.plugin, error: String(data.error) })) };
    const stop = guardProcess(() => [{ id: 'careless', folder: '/plugins/careless' }], log);
    ${body}`;
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  return { status, lines: stdout.trim().split('\\n').filter(Boolean) };
}

const careless =
  "Object.assign(new Error('lost'), { stack: 'Error: lost\\\\n at run (/plugins/careless/server.ts:3:1)' })";

test('what nobody waits for is logged with the plugin that it came from, and the rest goes on', () => {
  const { status, lines } = run(`
    Promise.reject(${careless});
    setTimeout(() => { throw ${careless}; }, 1);
    setTimeout(() => console.log('still here'), 20);
    setTimeout(() => stop(), 30);`);
  const told = JSON.stringify({
    message: 'something failed where nobody waits for it',
    plugin: 'careless',
    error: 'Error: lost',
  });
  expect(lines.join('\n').split('\n')).toEqual([told, told, 'still here']);
  expect(status).toBe(0);
});

test('once the portal has stopped, the process is its own again', () => {
  const { status } = run(`stop(); Promise.reject(new Error('lost'));`);
  expect(status).toBe(1);
});
