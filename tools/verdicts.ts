/**
 * Reads the descriptors of a corpus with Callboard's own functions and compares, document by document, with what the corpus records as
 * verdict: `node tools/verdicts.ts <corpus folder>` (or the environment variable CALLBOARD_CORPUS). Every difference is printed with its reason.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import {
  createModel,
  decodeText,
  type DescriptorResult,
  type Finding,
  type PlaceholderReader,
  readDescriptor,
} from '@callboard/core';

interface Verdict {
  file: string;
  document: number;
  kind: string;
  name: string;
  verdict: string;
  message: string;
}

/** Differences that are wanted: why we accept what the corpus refuses, or refuse what it accepts. */
function wantedReason(verdict: Verdict, accepted: boolean, findings: Finding[]): string | undefined {
  const codes = findings.map((finding) => finding.code);
  if (verdict.verdict === 'placeholder') return 'not judged by the corpus';
  if (!accepted && codes.includes('entity-duplicate')) return 'the same entity twice in one file';
  if (accepted && codes.includes('kind-unknown')) return 'unknown kinds are kept';
  if (accepted && verdict.verdict === 'unknown-kind' && ['AiResource', 'Template'].includes(verdict.kind))
    return `the kind ${verdict.kind} is known`;
  if (accepted && verdict.kind === 'API' && /missingProperty: definition/.test(verdict.message))
    return 'an API of type mcp-server needs no definition';
  return undefined;
}

const folder = process.argv[2] ?? process.env.CALLBOARD_CORPUS;
if (!folder) {
  console.error('Usage: node tools/verdicts.ts <corpus folder>');
  process.exit(2);
}

const model = createModel();
const root = path.resolve(folder);
const tally = { agreed: 0, wanted: 0, unexpected: 0 };

/** The corpus holds only parts of repositories, so a missing target proves nothing. */
const placeholders: PlaceholderReader = async (target) => ({
  unread: { code: 'placeholder-not-read', message: `${target} is not read` },
});

async function readFile(file: string): Promise<DescriptorResult | undefined> {
  const text = decodeText(readFileSync(file));
  return text === undefined ? undefined : readDescriptor(text, { file, model, placeholders });
}

async function compare(file: string, verdicts: Verdict[]): Promise<void> {
  const result = await readFile(path.join(root, 'catalog', file));
  const accepted = new Set(result?.entities.map((entity) => entity.document));
  for (const verdict of verdicts) {
    const ok = accepted.has(verdict.document);
    if (ok === (verdict.verdict === 'ok')) {
      tally.agreed += 1;
      continue;
    }
    const findings =
      result?.findings.filter((finding) => finding.document === undefined || finding.document === verdict.document) ??
      [];
    const reason = wantedReason(verdict, ok, findings);
    tally[reason ? 'wanted' : 'unexpected'] += 1;
    const said = findings
      .map((finding) => `${finding.line}:${finding.column} ${finding.code} ${finding.message}`)
      .join(' | ');
    console.log(
      `${reason ? 'wanted    ' : 'UNEXPECTED'} ${file} #${verdict.document} ${verdict.kind} ${verdict.name}: corpus ${verdict.verdict} (${verdict.message}), we ${ok ? 'accept' : 'refuse'}${reason ? `: ${reason}` : ''}${said && ` [${said}]`}`,
    );
  }
}

function readVerdicts(): Map<string, Verdict[]> {
  const byFile = new Map<string, Verdict[]>();
  for (const line of readFileSync(path.join(root, 'VERDICTS.tsv'), 'utf8').split('\n').slice(1)) {
    const [file, document, kind = '', name = '', verdict = '', message = ''] = line.split('\t');
    if (!file) continue;
    const list = byFile.get(file) ?? [];
    byFile.set(file, list);
    list.push({ file, document: Number(document), kind, name, verdict, message });
  }
  return byFile;
}

function* filesBelow(below: string): Generator<string> {
  for (const name of readdirSync(below)) {
    const file = path.join(below, name);
    if (statSync(file).isDirectory()) yield* filesBelow(file);
    else yield file;
  }
}

for (const [file, verdicts] of readVerdicts()) await compare(file, verdicts);
let others = 0;
for (const part of ['catalog', 'templates', 'techdocs', 'apis']) {
  for (const file of filesBelow(path.join(root, part))) {
    await readFile(file);
    others += 1;
  }
}
console.log(
  `${tally.agreed} documents agree, ${tally.wanted} differ as wanted, ${tally.unexpected} differ unexpectedly; ${others} files read without a crash`,
);
process.exitCode = tally.unexpected > 0 ? 1 : 0;
