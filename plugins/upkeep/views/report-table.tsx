import { EntityLink, ExternalLink, Link, Time, entityPath } from '@callboard/plugin/web';
import type { ReactNode } from 'react';
import { linkAt } from './edit/begin.ts';
import { LinkState } from './link-list.tsx';
import { messages } from './messages.ts';
import { Meter } from './meter.tsx';
import { ReassignButton } from './reassign-button.tsx';
import { StarterButton } from './starter-button.tsx';
import type { ListName, ReportRow } from './types.ts';
import styles from './upkeep.module.css';

const text = messages.page;

interface Column {
  head: string;
  cell: (row: ReportRow) => ReactNode;
}

const entity: Column = {
  head: text.entity,
  cell: ({ entity: of }) => of && <EntityLink entityRef={of.ref} title={of.title} icon />,
};
const owner: Column = {
  head: text.owner,
  cell: ({ entity: of }) => of?.owners.map((ref) => <EntityLink key={ref} entityRef={ref} />),
};
const mend: Column = {
  head: text.mend,
  cell: ({ entity: of }) => of && <Link to={`${entityPath(of.ref)}/upkeep?edit=1`}>{text.mend}</Link>,
};

const mendLink: Column = {
  head: text.mend,
  cell: ({ entity: of, link }) =>
    of &&
    link && <Link to={`${entityPath(of.ref)}/upkeep?edit=${encodeURIComponent(linkAt(link.url))}`}>{text.mend}</Link>,
};

const columns: Readonly<Record<ListName, readonly Column[]>> = {
  incomplete: [
    entity,
    owner,
    { head: text.score, cell: ({ score }) => <Meter score={score ?? 0} /> },
    { head: text.lacks, cell: ({ missing }) => missing?.join(', ') },
    mend,
  ],
  stale: [
    entity,
    owner,
    { head: text.last, cell: ({ confirmedAt }) => confirmedAt && <Time at={confirmedAt} /> },
    { head: text.mend, cell: ({ entity: of }) => of && <Link to={`${entityPath(of.ref)}/upkeep`}>{text.look}</Link> },
  ],
  owners: [
    { head: text.owner, cell: ({ missingOwner }) => missingOwner && <EntityLink entityRef={missingOwner} /> },
    {
      head: text.namedBy,
      cell: ({ missingOwner, owned }) =>
        missingOwner && <Link to={entityPath(missingOwner)}>{text.things(owned ?? 0)}</Link>,
    },
    {
      head: text.mend,
      cell: ({ missingOwner }) => missingOwner && <ReassignButton owner={missingOwner} />,
    },
  ],
  links: [
    entity,
    owner,
    {
      head: text.link,
      cell: ({ link, title }) => link && <ExternalLink href={link.url}>{title ?? link.url}</ExternalLink>,
    },
    { head: text.state, cell: ({ link }) => link && <LinkState link={link} /> },
    mendLink,
  ],
  repositories: [
    {
      head: text.repository,
      cell: ({ repository: of }) => of && (of.url ? <ExternalLink href={of.url}>{of.name}</ExternalLink> : of.name),
    },
    { head: text.source, cell: ({ repository: of }) => of?.source },
    { head: text.mend, cell: ({ repository: of }) => of && <StarterButton repository={of} /> },
  ],
};

export function ReportTable({ list, rows }: { list: ListName; rows: readonly ReportRow[] }) {
  return (
    // A narrow screen scrolls it, also by keyboard.
    <div className={styles.tableWrap} role="region" aria-label={text.lists[list]} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns[list].map(({ head }) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns[list].map(({ head, cell }) => (
                <td key={head}>{cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function keyOf({ entity: of, link, missingOwner, repository }: ReportRow): string {
  return [of?.ref, link?.url, missingOwner, repository?.source, repository?.name].join(' ');
}
