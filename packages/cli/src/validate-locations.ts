import { existsSync, statSync } from 'node:fs';
import { type DescriptorEntity, type Finding, findingCode, type Level } from '@callboard/core';
import { type Disk, isUrl } from './validate-repository.ts';

/** What the Locations of a file name: files to read too, and what is wrong with the names. */
export interface Followed {
  /** Absolute paths. */
  targets: string[];
  findings: Finding[];
}

interface Target {
  text: string;
  pointer: string;
}

/** Finds the files that Location entities name, as far as they are on this disk. */
export function followLocations(file: string, entities: readonly DescriptorEntity[], disk: Disk): Followed {
  const followed: Followed = { targets: [], findings: [] };
  for (const each of entities) {
    if (each.entity.kind !== 'Location') continue;
    for (const target of targetsOf(each)) {
      const said = follow(file, target.text, each.entity.spec?.presence === 'optional', followed.targets, disk);
      if (said) followed.findings.push(finding(file, each, target.pointer, said));
    }
  }
  return followed;
}

interface Said {
  code: string;
  level?: Level;
  message: string;
}

function follow(file: string, target: string, isOptional: boolean, targets: string[], disk: Disk): Said | undefined {
  if (isUrl(target)) return { code: 'location-not-read', message: `${target} was not read: nothing is fetched here` };
  const isComplete = disk.isComplete(file);
  if (/[*?[{]/.test(target)) {
    const matches = disk.match(target, file);
    targets.push(...matches);
    return matches.length > 0 || isOptional
      ? undefined
      : { code: 'glob-no-match', message: `No file matches ${target}` };
  }
  const path = disk.resolve(target, file);
  if (path === undefined) {
    if (isComplete) return { code: 'path-outside-repository', message: `${target} leads out of the repository` };
    return { code: 'location-not-read', message: `${target} lies outside this folder and was not read` };
  }
  if (existsSync(path) && statSync(path).isFile()) {
    targets.push(path);
    return undefined;
  }
  if (isOptional) return undefined;
  return {
    code: 'location-target-missing',
    ...(!isComplete && { level: 'warning' as const }),
    message: `There is no file ${target}`,
  };
}

function targetsOf({ entity }: DescriptorEntity): Target[] {
  const { target, targets } = entity.spec ?? {};
  return [
    ...(typeof target === 'string' ? [{ text: target, pointer: '/spec/target' }] : []),
    ...(Array.isArray(targets)
      ? targets.map((text, index) => ({ text: String(text), pointer: `/spec/targets/${index}` }))
      : []),
  ];
}

function finding(
  file: string,
  { ref, document, position, positions }: DescriptorEntity,
  pointer: string,
  said: Said,
): Finding {
  const row = findingCode(said.code);
  return {
    file,
    document,
    ...(positions[pointer] ?? position),
    level: said.level ?? row.level,
    code: said.code,
    message: said.message,
    hint: row.hint,
    entityRef: ref,
  };
}
