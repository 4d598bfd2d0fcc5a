import type { StepName } from './steps.ts';

const ofDescriptor = [
  'file-unreadable',
  'file-too-large',
  'file-binary',
  'file-empty',
  'file-misplaced',
  'location-target-missing',
  'glob-no-match',
  'path-outside-repository',
  'location-cycle',
  'address-refused',
  'redirect-refused',
  'response-too-slow',
];

/** The step at which a finding stops an entity. One that names an entity is about the entity, whatever file it speaks of. */
export function stageOf({
  code,
  key,
}: {
  code: string;
  key: string | null;
}): Extract<StepName, 'descriptor' | 'parsed' | 'valid' | 'allowed' | 'unclaimed'> {
  if (ofDescriptor.includes(code)) return key === null ? 'descriptor' : 'valid';
  if (code.startsWith('yaml-') || ['document-not-object', 'nested-too-deep', 'template-skeleton'].includes(code))
    return 'parsed';
  if (code === 'kind-not-allowed') return 'allowed';
  return code === 'entity-duplicate' ? 'unclaimed' : 'valid';
}

/** Whether a finding of level info or warning means all the same that something is not in the catalog. */
export function leavesOut(code: string): boolean {
  return ['template-skeleton', 'file-empty', 'glob-no-match', 'entity-duplicate'].includes(code);
}
