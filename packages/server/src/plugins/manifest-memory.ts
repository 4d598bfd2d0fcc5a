/** What the YAML of manifests says, remembered by the text: reading it again is a good part of a start with many plugins. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface ManifestMemory {
  /** The value of a text that was read without a mistake before. */
  get(text: string): unknown;
  set(text: string, value: unknown): void;
  /** Keeps what was asked for or added this time, and forgets the rest. @throws when it cannot be written */
  save(): void;
}

/** @param file may be deleted at any time; absent: nothing is kept */
export function openManifestMemory(file: string | undefined): ManifestMemory {
  const known = file === undefined ? {} : read(file);
  const used: Record<string, unknown> = {};
  let isNew = false;
  return {
    get(text) {
      const key = keyOf(text);
      if (Object.hasOwn(known, key)) used[key] = known[key];
      return used[key];
    },
    set(text, value) {
      used[keyOf(text)] = value;
      isNew = true;
    },
    save() {
      if (file === undefined || !isNew) return;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify(used), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

function read(file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // Not there yet, or damaged: it is written anew.
    return {};
  }
}

function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
