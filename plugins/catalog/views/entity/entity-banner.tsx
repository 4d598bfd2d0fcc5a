import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Icon, Link, Time, entityTitle, useAction, useEntity } from '@callboard/plugin/web';
import type { ReactNode } from 'react';
import { messages } from '../messages.ts';
import type { Provenance } from '../types.ts';
import styles from './entity.module.css';
import { useProvenance } from './use-provenance.ts';

/** Says when what is shown is not plainly what a file says now: why, since when, and what to do. */
export function EntityBanner() {
  const { entityRef } = useEntity();
  const { data } = useProvenance(entityRef);
  if (!data) return null;
  return (
    <>
      {data.state.stale && <Stale stale={data.state.stale} />}
      {data.state.held && (
        <Banner icon="held" action={<Link to="/sources">{messages.banner.toSources}</Link>}>
          {messages.banner.held} <Time at={data.state.held.since} />. {messages.banner.heldRemedy}
        </Banner>
      )}
      {data.state.orphan && (
        <Banner icon="orphan" action={<RemoveOrphan />}>
          {messages.banner.orphan} <Time at={data.state.orphan.since} />. {messages.banner.orphanRemedy}
        </Banner>
      )}
      {data.claims.length > 1 && !data.settled && (
        <Banner icon="conflict" action={<Link to="/findings?show=conflicts">{messages.banner.settle}</Link>}>
          {messages.banner.conflict(data.claims.map((claim) => `${claim.repository} ${claim.path}:${claim.line}`))}
        </Banner>
      )}
    </>
  );
}

function RemoveOrphan() {
  const { entity } = useEntity();
  const navigate = useNavigate();
  const remove = useAction(
    (api) => api.text(`/api/catalog/entities/by-uid/${entity.metadata.uid}`, { method: 'DELETE' }),
    {
      done: () => messages.banner.removed(entityTitle(entity)),
      refreshes: ['/api/callboard/', '/api/catalog/'],
      onDone: () => void navigate({ to: '/catalog' as '.' }),
    },
  );
  return (
    <Button loading={remove.isPending} onClick={() => remove.mutate()}>
      {messages.banner.remove}
    </Button>
  );
}

function Stale({ stale }: { stale: NonNullable<Provenance['state']['stale']> }) {
  return (
    <Banner icon="waiting">
      {messages.banner.stale} <Time at={stale.since} />: {stale.message}{' '}
      <code>
        {stale.file}:{stale.line}
      </code>
      . {messages.banner.staleRemedy}
    </Banner>
  );
}

function Banner({ icon, action, children }: { icon: string; action?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.banner} role="status">
      <Icon name={icon} />
      <p>{children}</p>
      {action}
    </div>
  );
}
