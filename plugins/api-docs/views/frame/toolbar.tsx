import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { CopyButton, Icon } from '@callboard/plugin/web';
import type { Address, View } from '../address.ts';
import styles from '../definition.module.css';
import { messages } from '../messages.ts';
import type { Definition, OutlineGroup } from '../types.ts';
import { countItems } from './find.ts';

const VIEWS: readonly View[] = ['rendered', 'source'];
/** Milliseconds of quiet after which the address follows what is typed. */
const QUIET = 200;

export interface ToolbarProps {
  definition: Definition | undefined;
  found: readonly OutlineGroup[];
  address: Address;
  text: string;
  fileName: string;
}

/** What it is, a search, how it is shown, and the text to take away. */
export function Toolbar({ definition, found, address, text, fileName }: ToolbarProps) {
  const canRender = definition !== undefined && definition.format !== 'text';
  const all = countItems(definition?.groups ?? []);
  return (
    <div className={styles.toolbar}>
      <div className={styles.what}>
        {definition && <span className={styles.format}>{definition.badge}</span>}
        {definition?.title && <span className={styles.cut}>{definition.title}</span>}
        {definition?.version && <span className={styles.quiet}>{messages.version(definition.version)}</span>}
      </div>
      {canRender && address.view === 'rendered' && all > 0 && <Find address={address} found={found} all={all} />}
      {canRender && <ViewSwitch address={address} />}
      <CopyButton text={text} label={messages.copy} />
      <Button size="compact-sm" variant="default" onClick={() => download(text, fileName)}>
        <Icon name="download" size={14} />
        <span className={styles.buttonText}>{messages.download}</span>
      </Button>
    </div>
  );
}

function Find({ address, found, all }: { address: Address; found: readonly OutlineGroup[]; all: number }) {
  const [typed, setTyped] = useState(address.find);
  const sent = useRef(address.find);
  const search = useDebouncedCallback((text: string) => {
    sent.current = text;
    address.search(text);
  }, QUIET);
  useEffect(() => {
    // The address changed by itself, as by going back; what is being typed stays otherwise.
    if (address.find !== sent.current) setTyped(address.find);
    sent.current = address.find;
  }, [address.find]);
  function change(text: string) {
    setTyped(text);
    search(text);
  }
  function openFirst(event: KeyboardEvent) {
    const first = found[0]?.items[0];
    if (event.key === 'Enter' && address.find !== '' && first) address.open(first.id);
  }
  return (
    <>
      <TextInput
        size="xs"
        type="search"
        className={styles.find}
        aria-label={messages.find}
        placeholder={messages.find}
        value={typed}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={openFirst}
      />
      <span className={styles.quiet} role="status">
        {address.find !== '' && messages.found(countItems(found), all)}
      </span>
    </>
  );
}

function ViewSwitch({ address }: { address: Address }) {
  return (
    <div className={styles.switch} role="group" aria-label={messages.viewAs}>
      {VIEWS.map((view) => (
        <button key={view} type="button" aria-pressed={address.view === view} onClick={() => address.show(view)}>
          {messages.views[view]}
        </button>
      ))}
    </div>
  );
}

function download(text: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
