/** Findings about what was registered: a source that is one file starts from a Location entity that nobody wrote, and nobody is to be sent there. */
import type { SourceStatus, StoredFinding } from '@callboard/plugin/server';

/** Where the host has that entity. */
const unwritten = '.callboard/location.yaml';

/** Puts what is wrong with the registered target at the target, and says it once. */
export function atTargets(findings: readonly StoredFinding[], sources: readonly SourceStatus[]): StoredFinding[] {
  const targets = new Map(sources.map(({ id, target }) => [id, target]));
  const said = new Set(findings.filter(({ file }) => file !== unwritten).map(saying));
  return findings.flatMap((finding) => {
    const target = targets.get(finding.sourceId);
    if (finding.file !== unwritten || target === undefined) return [finding];
    if (said.has(saying(finding))) return [];
    return [{ ...finding, file: target, location: target, document: null, line: 1, column: 1, key: null }];
  });
}

function saying({ sourceId, code, message }: StoredFinding): string {
  return `${sourceId} ${code} ${message}`;
}
