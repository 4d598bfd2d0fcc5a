import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Io } from './io.ts';

/** An `Io` that keeps what it is told, for tests. */
export function recordingIo(cwd: string, isTTY = false): Io & { out: string; err: string } {
  const io = {
    out: '',
    err: '',
    isTTY,
    cwd,
    stdout: (text: string) => void (io.out += text),
    stderr: (text: string) => void (io.err += text),
  };
  return io;
}

/** A new folder with these files. */
export function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-cli-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Text of a descriptor with a component and the team that owns it. */
export function componentText(name: string): string {
  return `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name} }
spec: { type: service, lifecycle: production, owner: ${name}-team }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: ${name}-team }
spec: { type: team, children: [] }
`;
}
