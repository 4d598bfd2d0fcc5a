import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const { compressFiles } = (await import(new URL('./compress.mjs', import.meta.url).href)) as {
  compressFiles(folder: string): Promise<void>;
};

test('files of text that are large enough have smaller forms of the same content beside them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-compress-'));
  const script = 'export const beat = "boom";\n'.repeat(200);
  mkdirSync(join(folder, 'deep'));
  writeFileSync(join(folder, 'deep/app.js'), script);
  writeFileSync(join(folder, 'small.css'), 'a{}');
  writeFileSync(join(folder, 'picture.png'), Buffer.alloc(5000));
  try {
    await compressFiles(folder);
    expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()).toEqual([
      'deep',
      'deep/app.js',
      'deep/app.js.br',
      'deep/app.js.gz',
      'picture.png',
      'small.css',
    ]);
    const small = readFileSync(join(folder, 'deep/app.js.br'));
    expect(small.length).toBeLessThan(script.length / 10);
    expect(brotliDecompressSync(small).toString()).toBe(script);
    expect(gunzipSync(readFileSync(join(folder, 'deep/app.js.gz'))).toString()).toBe(script);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
