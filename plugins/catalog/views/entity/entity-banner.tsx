import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import {
  ExternalLink,
  Icon,
  Link,
  Time,
  entityTitle,
  formatCount,
  refName,
  useAction,
  useEntity,
} from '@callboard/plugin/web';
import type { ReactNode } from 'react';
import type { Provenance } from '../types.ts';
import styles from './entity.module.css';
import { messages } from './messages.ts';
import { useProvenance } from './use-provenance.ts';
import { useRelations } from './use-relations.ts';

/** Says when what is shown is not plainly what a file says now: why, since when, and what to do. */
export function EntityBanner() {
  const { entityRef } = useEntity();
  const { data } = useProvenance(entityRef);
  return (
    <>
      {data?.state.stale && <Stale stale={data.state.stale} viewUrl={data.viewUrl} />}
      {data?.state.held && (
        <Banner icon="held" action={<Link to="/sources">{messages.banner.toSources}</Link>}>
          {messages.banner.held} <Time at={data.state.held.since} />. {messages.banner.heldRemedy}
        </Banner>
      )}
      {data?.state.orphan && (
        <Banner icon="orphan" action={<RemoveOrphan />}>
          {messages.banner.orphan} <Time at={data.state.orphan.since} />. {messages.banner.orphanRemedy}
        </Banner>
      )}
      {data && data.claims.length > 1 && !data.settled && (
        <Banner icon="conflict" action={<Link to="/findings?show=conflicts">{messages.banner.settle}</Link>}>
          {messages.banner.conflict(data.claims.map((claim) => `${claim.repository} ${claim.path}:${claim.line}`))}
        </Banner>
      )}
      <FormerNames entityRef={entityRef} />
    </>
  );
}

function FormerNames({ entityRef }: { entityRef: string }) {
  const { data } = useRelations(entityRef);
  return data?.formerNames.map(({ ref, used, relation }) => (
    <Banner
      key={ref}
      icon="history"
      action={<Link to={`/catalog?relations.${relation}=${encodeURIComponent(ref)}`}>{messages.banner.seeFormer}</Link>}
    >
      {messages.banner.former(used, formatCount(used))} <code>{refName(ref)}</code>.
    </Banner>
  ));
}

function RemoveOrphan() {
  const { entity } = useEntity();
  const navigate = useNavigate();
  const remove = useAction(
    (api) => api.text(`/api/catalog/entities/by-uid/${entity.metadata.uid}`, { method: 'DELETE' }),
    {
      done: () => messages.remove.removed(entityTitle(entity)),
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

interface StaleProps {
  stale: NonNullable<Provenance['state']['stale']>;
  viewUrl: string | undefined;
}

function Stale({ stale, viewUrl }: StaleProps) {
  const place = (
    <code>
      {stale.file}:{stale.line}
    </code>
  );
  return (
    <Banner icon="waiting">
      {messages.banner.stale} <Time at={stale.since} />: {stale.message} (
      {viewUrl ? <ExternalLink href={viewUrl}>{place}</ExternalLink> : place}). {messages.banner.staleRemedy}
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
