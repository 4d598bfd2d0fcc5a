import { parseEntityRef, stringifyEntityRef } from '@callboard/core';
import type { ValueFormat } from '@callboard/core/declared';
import { EntityLink } from '../entity-link.tsx';
import { formatExactTime } from '../format.ts';
import { Icon } from '../icon.tsx';
import { ExternalLink } from '../link.tsx';
import { Time } from '../time.tsx';
import { safeHref } from '../url.ts';
import { isObject, momentOf, textOf } from './data.ts';
import styles from './declared.module.css';
import { levelIcons, levelOf } from './levels.ts';
import { messages } from './messages.ts';
import { formatIn } from './values.ts';

/** One value in its format; a value that the format does not fit is shown as it is. */
export function Value({ value, format = 'text', href }: { value: unknown; format?: ValueFormat; href?: unknown }) {
  const address = typeof href === 'string' ? safeHref(href) : undefined;
  if (value === null || value === undefined || value === '')
    return (
      <span className={styles.faint} role="img" aria-label={messages.none}>
        –
      </span>
    );
  const written = <Written value={value} format={format} />;
  return address ? <ExternalLink href={address}>{written}</ExternalLink> : written;
}

function Written({ value, format }: { value: unknown; format: ValueFormat }) {
  const moment = format === 'date' || format === 'ago' ? momentOf(value) : undefined;
  if (moment) return format === 'ago' ? <Time at={moment} /> : <time dateTime={moment}>{formatExactTime(moment)}</time>;
  if (format === 'status') return <StatusMark status={plain(value)} />;
  if (format === 'code') return <code className={styles.codeValue}>{plain(value)}</code>;
  if (format === 'link') return <LinkValue value={value} />;
  if (format === 'entity' || format === 'owner') return <EntityValue value={value} format={format} />;
  if (format === 'text') return <>{plain(value)}</>;
  const number = Number(value);
  return <>{Number.isFinite(number) ? formatIn(format, number) : plain(value)}</>;
}

/** A status as an icon and its word, never as a colour alone. */
export function StatusMark({ status }: { status: string }) {
  const level = levelOf(status);
  return (
    <span className={styles.status} data-level={level}>
      <Icon name={levelIcons[level]} size={14} /> {status}
    </span>
  );
}

function LinkValue({ value }: { value: unknown }) {
  const url = isObject(value) ? textOf(value['url']) : textOf(value);
  if (url === undefined) return <>{plain(value)}</>;
  const title = isObject(value) ? textOf(value['title']) : undefined;
  return <ExternalLink href={url}>{title ?? url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}</ExternalLink>;
}

function EntityValue({ value, format }: { value: unknown; format: 'entity' | 'owner' }) {
  const text = plain(value);
  const entityRef = refOf(text, format === 'owner' ? 'group' : 'component');
  return entityRef ? <EntityLink entityRef={entityRef} /> : <>{text}</>;
}

function refOf(text: string, defaultKind: string): string | undefined {
  try {
    return stringifyEntityRef(parseEntityRef(text, { defaultKind, defaultNamespace: 'default' }));
  } catch {
    // Shown as the text that it is.
    return undefined;
  }
}

function plain(value: unknown): string {
  if (typeof value === 'boolean') return value ? messages.yes : messages.no;
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
