import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { Dialog, ErrorState, LoadingLines, useAction } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import type { PreviewAnswer, SourceItem } from '../types.ts';
import { Access } from './access.tsx';
import { SourcePreview } from './source-preview.tsx';
import styles from './sources.module.css';

const TYPES = ['folder', 'git', 'url'] as const;
type SourceType = (typeof TYPES)[number];

interface SourceBody {
  type: SourceType;
  target: string;
  options?: { branch: string };
}

const PATH = '/api/callboard/sources';

/** Adding a source of the wanted type: where it is, what it would bring in, yes. */
export function AddSource({ wanted, onClose }: { wanted: string; onClose: () => void }) {
  const [type, setType] = useState<SourceType>(TYPES.find((one) => one === wanted) ?? 'folder');
  const [target, setTarget] = useState('');
  const [branch, setBranch] = useState('');
  const preview = useAction((api, body: SourceBody) => api.json<PreviewAnswer>(`${PATH}/preview`, { body }));
  const add = useAction((api, body: SourceBody) => api.json<SourceItem>(PATH, { body }), {
    done: (source) => messages.added(source.target),
    refreshes: [PATH],
    onDone: onClose,
  });
  const body: SourceBody = {
    type,
    target: target.trim(),
    ...(type === 'git' && branch.trim() ? { options: { branch: branch.trim() } } : {}),
  };
  function submit(event: FormEvent) {
    event.preventDefault();
    preview.mutate(body);
  }
  return (
    <Dialog wide title={messages.add} onClose={onClose}>
      <form className={styles.addForm} onSubmit={submit}>
        <NativeSelect
          label={messages.typeLabel}
          data={TYPES.map((value) => ({ value, label: messages.type[value] }))}
          value={type}
          onChange={(event) => setType(event.currentTarget.value as SourceType)}
        />
        <TextInput
          className={styles.grow}
          label={messages.targetLabel[type]}
          placeholder={messages.targetExample[type]}
          value={target}
          data-autofocus
          onChange={(event) => {
            setTarget(event.currentTarget.value);
            preview.reset();
          }}
        />
        {type === 'git' && (
          <TextInput
            label={messages.branch}
            value={branch}
            onChange={(event) => setBranch(event.currentTarget.value)}
          />
        )}
        <Button type="submit" disabled={!target.trim()} loading={preview.isPending}>
          {messages.preview}
        </Button>
      </form>
      {preview.isPending && <LoadingLines lines={4} />}
      {preview.error && <ErrorState error={preview.error} title={messages.previewFailed} />}
      {preview.data && <SourcePreview preview={preview.data} />}
      {type !== 'folder' && (preview.data || preview.error) && (
        <Access type={type} target={body.target} failed={preview.error !== null} />
      )}
      <div className={styles.addActions}>
        <Button onClick={onClose}>{messages.cancel}</Button>
        <Button variant="filled" disabled={!preview.data} loading={add.isPending} onClick={() => add.mutate(body)}>
          {messages.addThis}
        </Button>
      </div>
    </Dialog>
  );
}
