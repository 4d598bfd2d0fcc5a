import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { Dialog, entityTitle, formatCount, useAction, useEntity } from '@callboard/plugin/web';
import styles from './header.module.css';
import { messages } from './messages.ts';
import { useRelations } from './use-relations.ts';

type How = 'now' | 'forGood';

/** Takes the entity out of the catalog, with what that means said before. */
export function RemoveDialog({ onClose }: { onClose: () => void }) {
  const { entity, entityRef } = useEntity();
  const [how, setHow] = useState<How>('now');
  const [reason, setReason] = useState('');
  const navigate = useNavigate();
  const { data } = useRelations(entityRef);
  const pointing = (data?.groups ?? []).reduce((sum, group) => sum + group.total, 0);
  const name = entityTitle(entity);
  const remove = useAction(
    (api) =>
      how === 'now'
        ? api.text(`/api/catalog/entities/by-uid/${entity.metadata.uid}`, { method: 'DELETE' })
        : api.text('/api/callboard/exclusions', { body: { entityRef, reason } }),
    {
      done: () => (how === 'now' ? messages.remove.removed(name) : messages.remove.excluded(name)),
      refreshes: ['/api/callboard/', '/api/catalog/'],
      onDone: () => void navigate({ to: '/catalog' as '.' }),
    },
  );
  return (
    <Dialog title={messages.remove.title(name)} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          remove.mutate();
        }}
      >
        <Choice how="now" chosen={how} onChoose={setHow} title={messages.remove.now} text={messages.remove.nowText} />
        <Choice
          how="forGood"
          chosen={how}
          onChoose={setHow}
          title={messages.remove.forGood}
          text={messages.remove.forGoodText}
        />
        {how === 'forGood' && (
          <TextInput
            label={messages.remove.reason}
            value={reason}
            maxLength={1000}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        <p>{messages.remove.pointing(pointing, formatCount(pointing))}</p>
        <div className={styles.formActions}>
          <Button onClick={onClose}>{messages.remove.cancel}</Button>
          <Button type="submit" color="red" variant="filled" loading={remove.isPending}>
            {how === 'now' ? messages.remove.now : messages.remove.forGood}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface ChoiceProps {
  how: How;
  chosen: How;
  onChoose: (how: How) => void;
  title: string;
  text: string;
}

function Choice({ how, chosen, onChoose, title, text }: ChoiceProps) {
  const id = useId();
  return (
    <div className={styles.choice}>
      <input
        id={id}
        type="radio"
        name="how"
        aria-describedby={`${id}-text`}
        checked={how === chosen}
        onChange={() => onChoose(how)}
      />
      <div>
        <label htmlFor={id}>{title}</label>
        <p id={`${id}-text`}>{text}</p>
      </div>
    </div>
  );
}
