import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { CodeBlock, CopyButton, ErrorState, ExternalLink, useAction } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { EditedFile, FieldEdit } from '../types.ts';
import styles from '../upkeep.module.css';

const text = messages.form;

/** The lines of a patch; what was added and removed is said in words too. */
export function Patch({ path, patch }: { path: string; patch: string }) {
  const lines = patch.split('\n').filter((line, at) => at > 3 && line !== '');
  return (
    // Long lines scroll, also by keyboard.
    <div className={styles.diff} role="region" aria-label={text.changeOf(path)} tabIndex={0}>
      {lines.map((line, at) => (
        <span key={at} className={`${styles.diffLine} ${classOf(line)}`}>
          {line.startsWith('+') && <span className={styles.hidden}>{text.added}: </span>}
          {line.startsWith('-') && <span className={styles.hidden}>{text.removed}: </span>}
          {line}
        </span>
      ))}
    </div>
  );
}

function classOf(line: string): string {
  if (line.startsWith('+')) return styles.plus ?? '';
  return line.startsWith('-') ? (styles.minus ?? '') : '';
}

export interface PreviewProps {
  name: string;
  path: string;
  edits: readonly FieldEdit[];
  file: EditedFile | undefined;
  error: Error | null;
  canPropose: boolean;
}

/** What the change looks like in the file, and the ways to get it there. */
export function Preview({ name, path, edits, file, error, canPropose }: PreviewProps) {
  if (edits.length === 0) return <p className={styles.soft}>{text.nothing}</p>;
  if (error) return <ErrorState error={error} />;
  if (!file?.patch) return <p className={styles.soft}>{text.nothing}</p>;
  return (
    <>
      <p>
        <code>{file.path}</code>
      </p>
      <Patch path={file.path} patch={file.patch} />
      <div className={styles.buttons}>
        <LabelledCopy text={file.patch} label={text.copyPatch} />
        <LabelledCopy text={file.after} label={text.copyFile} />
      </div>
      <p className={styles.soft}>{text.apply}</p>
      {canPropose ? (
        <Branch name={name} path={path} edits={edits} file={file} />
      ) : (
        <p className={styles.soft}>{text.noBranch}</p>
      )}
    </>
  );
}

/** Two buttons of the same look side by side say in words which is which. */
function LabelledCopy({ text: content, label }: { text: string; label: string }) {
  return (
    <span className={styles.picked}>
      <CopyButton text={content} label={label} />
      <span aria-hidden="true">{label}</span>
    </span>
  );
}

interface BranchProps extends Pick<PreviewProps, 'name' | 'path' | 'edits'> {
  file: EditedFile;
}

function Branch({ name, path, edits, file }: BranchProps) {
  const [title, setTitle] = useState<string>(text.titleOf(name));
  const propose = useAction((api, body: { title: string; edits: readonly FieldEdit[] }) =>
    api.json<{ branch: string; commit: string }>(`${path}/propose`, { method: 'POST', body }),
  );
  const { data } = propose;
  if (data) {
    return (
      <div role="status" className={styles.spaced}>
        <p>
          <b>{text.made(data.branch)}</b>
        </p>
        <p className={styles.soft}>{file.isPushed ? text.pushedText : text.madeText}</p>
        {file.isPushed && file.repositoryUrl && (
          <ExternalLink href={file.repositoryUrl}>{text.repository}</ExternalLink>
        )}
        {!file.isPushed && (
          <CodeBlock label={text.branch} text={`git show ${data.commit.slice(0, 12)}\ngit merge ${data.branch}`} />
        )}
      </div>
    );
  }
  return (
    <div className={styles.buttons}>
      <TextInput
        size="xs"
        label={text.branchTitle}
        value={title}
        style={{ flex: '1 1 240px' }}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Button
        size="xs"
        loading={propose.isPending}
        disabled={title.trim().length < 3}
        onClick={() => propose.mutate({ title, edits })}
      >
        {text.branch}
      </Button>
    </div>
  );
}
