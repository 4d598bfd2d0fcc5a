import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { Dialog, ErrorState, useAction } from '@callboard/plugin/web';
import styles from '../gallery.module.css';
import { messages } from '../messages.ts';
import { REFRESHES, addedInWords, pluginPath } from '../plugins.ts';
import type { Plugin } from '../types.ts';

type Data = 'keep' | 'delete';

const text = messages.removal;

/** Removes an installed plugin, after asking what becomes of its data. */
export function RemoveDialog({ plugin, onClose }: { plugin: Plugin; onClose: () => void }) {
  const { id, name } = plugin;
  const [data, setData] = useState<Data>('keep');
  const [typed, setTyped] = useState('');
  const navigate = useNavigate();
  const remove = useAction((api) => api.text(pluginPath(id), { method: 'DELETE', query: { data } }), {
    done: () => text.done(name),
    refreshes: REFRESHES,
    onDone: () => void navigate({ to: '/plugins' as '.', search: {} as never }),
  });
  const isSure = data === 'keep' || typed.trim() === id;
  return (
    <Dialog title={text.title(name)} onClose={onClose}>
      <form
        className={styles.dialogForm}
        onSubmit={(event) => {
          event.preventDefault();
          if (isSure) remove.mutate();
        }}
      >
        <p>
          {text.lead(addedInWords(plugin))} {text.settings}
        </p>
        <Choice data="keep" chosen={data} onChoose={setData} title={text.keep} about={text.keepText} />
        <Choice data="delete" chosen={data} onChoose={setData} title={text.delete} about={text.deleteText} />
        {data === 'delete' && (
          <TextInput
            label={text.type(id)}
            value={typed}
            maxLength={64}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {remove.error && <ErrorState error={remove.error} title={messages.one.failedAction} />}
        <div className={styles.dialogActions}>
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button type="submit" color="red" variant="filled" disabled={!isSure} loading={remove.isPending}>
            {data === 'keep' ? text.action : text.deleteAction}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface ChoiceProps {
  data: Data;
  chosen: Data;
  onChoose: (data: Data) => void;
  title: string;
  about: string;
}

function Choice({ data, chosen, onChoose, title, about }: ChoiceProps) {
  const id = useId();
  return (
    <div className={styles.choice}>
      <input
        id={id}
        type="radio"
        name="data"
        aria-describedby={`${id}-about`}
        checked={data === chosen}
        onChange={() => onChoose(data)}
      />
      <div>
        <label htmlFor={id}>{title}</label>
        <p id={`${id}-about`}>{about}</p>
      </div>
    </div>
  );
}
