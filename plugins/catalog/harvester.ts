/** Reads descriptor files: one record of type `entity` per entity, under its ref. Runs in the harvest worker. */
import {
  defineHarvester,
  findingCode,
  isDescriptorName,
  looksLikeDescriptor,
  readDescriptor,
  type DescriptorEntity,
  type FileResult,
  type Finding,
  type HarvestContext,
  type HarvestFile,
  type JsonObject,
} from '@callboard/plugin/server';
import { annotationFindings } from './harvest/annotation-findings.ts';
import { annotate } from './harvest/annotate.ts';
import { followLocation } from './harvest/locations.ts';
import { placeholderReader } from './harvest/placeholder-reader.ts';
import { isAllowed } from './rules.ts';

export default defineHarvester({
  type: 'entity',
  version: 1,
  recognises: (path, head, model) => isDescriptorName(path) || looksLikeDescriptor(head, model),
  read: readFile,
});

async function readFile(file: HarvestFile, context: HarvestContext): Promise<FileResult> {
  const { model, policy, origin } = context;
  const read = await readDescriptor(file.text, {
    file: file.path,
    model,
    limits: { bytes: policy.maxBytes, documents: policy.maxDocuments },
    enableMerge: policy.yamlMerge,
    placeholders: placeholderReader(file, context),
  });
  const result: FileResult = {
    records: [],
    findings: read.findings,
    failed: read.failed.map(({ document, ref, finding }) => ({
      document,
      finding,
      ...(ref !== undefined && { key: ref }),
    })),
    follow: [],
    sources: [],
  };
  for (const each of read.entities) {
    if (policy.rules && !isAllowed(each.entity, origin, policy.rules)) {
      result.findings.push(notAllowed(each, file, origin));
      continue;
    }
    if (policy.annotations) result.findings.push(...annotationFindings(each, file, policy.annotations));
    const body = annotate(each.entity, file.location, origin) as unknown as JsonObject;
    result.records.push({
      key: each.ref,
      document: each.document,
      position: each.position,
      positions: each.positions,
      body,
    });
    if (each.entity.kind === 'Location') followLocation(each, file, context, result);
  }
  return result;
}

function notAllowed(
  { entity, ref, document, position, positions }: DescriptorEntity,
  file: HarvestFile,
  origin: string,
): Finding {
  const { level, hint } = findingCode('kind-not-allowed');
  const message = `Entity ${ref} at ${file.location.ref}, originated at ${origin}, is not of an allowed kind for that location (${entity.kind})`;
  return {
    file: file.path,
    document,
    ...(positions['/kind'] ?? position),
    level,
    code: 'kind-not-allowed',
    message,
    hint,
    entityRef: ref,
  };
}
