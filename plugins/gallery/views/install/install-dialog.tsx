import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { CodeBlock, Dialog, ErrorState, toast, useAction } from '@callboard/plugin/web';
import styles from '../gallery.module.css';
import { messages } from '../messages.ts';
import { REFRESHES } from '../plugins.ts';
import type { Plugin } from '../types.ts';
import { FileField } from './file-field.tsx';
import { problemOf } from './package-file.ts';

const text = messages.install;

/** Takes a packed plugin, or the address of one that is a service: a further one, or another version of the one that is to be updated. */
export function InstallDialog({ updates, onClose }: { updates?: Plugin; onClose: () => void }) {
  const [file, setFile] = useState<File>();
  const [address, setAddress] = useState('');
  const navigate = useNavigate();
  const install = useAction(
    (api, body: File | { url: string }) =>
      body instanceof File
        ? api.json<Plugin>('/api/callboard/plugins/packages', { method: 'POST', query: { name: body.name }, body })
        : api.json<Plugin>('/api/callboard/plugins/remote', { method: 'POST', body }),
    {
      refreshes: REFRESHES,
      onDone: (plugin) => {
        tell(plugin, updates);
        void navigate({ to: `/plugins/${plugin.id}` as '.', search: {} as never });
      },
    },
  );
  const problem = file && problemOf(file);
  const url = address.trim();
  function submit(event: FormEvent) {
    event.preventDefault();
    if (file && !problem) install.mutate(file);
    else if (!file && url) install.mutate({ url });
  }
  return (
    <Dialog title={updates ? text.updateTitle(updates.name) : text.title} onClose={onClose}>
      <form className={styles.dialogForm} onSubmit={submit}>
        <p>{updates ? text.updateLead(updates.version) : text.lead}</p>
        <CodeBlock text={text.command} label={text.commandLabel} />
        <FileField
          file={file}
          problem={problem}
          onFile={(chosen) => {
            setFile(chosen);
            install.reset();
          }}
        />
        {!updates && !file && (
          <TextInput
            label={text.address}
            description={text.addressHint}
            placeholder="https://team.example.org/plugin.yaml"
            type="url"
            maxLength={2000}
            value={address}
            onChange={(event) => {
              setAddress(event.currentTarget.value);
              install.reset();
            }}
          />
        )}
        {install.error && (
          <ErrorState error={install.error} title={text.failed} {...(file ? { hint: text.failedHint } : {})} />
        )}
        {!url && <p className={styles.soft}>{text.trust}</p>}
        <div className={styles.dialogActions}>
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button type="submit" variant="filled" disabled={file ? Boolean(problem) : !url} loading={install.isPending}>
            {updates ? text.updateAction : text.action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function tell({ id, name, version, error }: Plugin, updates: Plugin | undefined): void {
  if (updates && updates.id !== id) toast({ level: 'error', message: text.otherPlugin(updates.id, id) });
  else if (error) toast({ level: 'error', message: text.failedToRun(name), detail: error });
  else toast({ message: text.done(name, version) });
}
