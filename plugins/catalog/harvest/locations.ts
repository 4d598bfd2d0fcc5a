import {
  findingCode,
  HarvestReadError,
  type DescriptorEntity,
  type FileResult,
  type Finding,
  type HarvestContext,
  type HarvestFile,
  type Position,
} from '@callboard/plugin/server';

interface Target {
  text: string;
  position: Position;
}

/** Adds to the result what a Location entity points at: files of the same snapshot to follow, and sources elsewhere. */
export function followLocation(
  location: DescriptorEntity,
  file: HarvestFile,
  context: HarvestContext,
  result: FileResult,
): void {
  const { entity, ref, document } = location;
  const ownType = file.location.ref.slice(0, file.location.ref.indexOf(':'));
  const type = typeof entity.spec?.type === 'string' ? entity.spec.type : ownType;
  const presence = entity.spec?.presence === 'optional' ? 'optional' : 'required';
  const report = (code: string, position: Position, message: string, hint?: string) => {
    const row = findingCode(code);
    const finding: Finding = {
      file: file.path,
      document,
      ...position,
      level: row.level,
      code,
      message,
      hint: hint ?? row.hint,
      entityRef: ref,
    };
    result.findings.push(finding);
  };
  for (const { text, position } of targetsOf(location)) {
    if (type !== ownType && type !== 'url') {
      report(
        'spec-invalid',
        position,
        `Registered locations must be of an allowed type ["url"]; "${text}" is of type "${type}"`,
        'Use type url, or leave spec.type out to mean the type of the file that holds the Location.',
      );
      continue;
    }
    try {
      const resolved = context.resolve(file.path, text);
      if ('inside' in resolved) result.follow.push({ path: resolved.inside, presence, position, document });
      else result.sources.push({ type: 'url', target: resolved.outside, position, document });
    } catch (error) {
      if (!(error instanceof HarvestReadError)) throw error;
      report(error.code, position, error.message, error.hint);
    }
  }
}

/** `target` first, then `targets`, in order. */
function targetsOf({ entity, position, positions }: DescriptorEntity): Target[] {
  const { target, targets } = entity.spec ?? {};
  const all: Target[] =
    typeof target === 'string' ? [{ text: target, position: positions['/spec/target'] ?? position }] : [];
  if (!Array.isArray(targets)) return all;
  targets.forEach((text, index) => {
    if (typeof text === 'string') all.push({ text, position: positions[`/spec/targets/${index}`] ?? position });
  });
  return all;
}
