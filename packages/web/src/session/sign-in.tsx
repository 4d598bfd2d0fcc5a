import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { BrandMark } from '../frame/brand-mark.tsx';
import { messages } from '../messages.ts';
import styles from './sign-in.module.css';

/** Asks for an API token, for portals that let no guests in. */
export function SignIn({ refused, onToken }: { refused: boolean; onToken: (token: string) => void }) {
  const [token, setToken] = useState('');
  function submit(event: FormEvent) {
    event.preventDefault();
    if (token.trim()) onToken(token.trim());
  }
  return (
    <main className={styles.page}>
      <form className={styles.form} onSubmit={submit}>
        <BrandMark />
        <h1>{messages.signIn.title}</h1>
        <p>{messages.signIn.why}</p>
        <TextInput
          type="password"
          label={messages.signIn.label}
          description={messages.signIn.hint}
          error={refused ? messages.signIn.wrong : undefined}
          value={token}
          autoComplete="off"
          autoFocus
          onChange={(event) => setToken(event.currentTarget.value)}
        />
        <Button type="submit" variant="filled" size="sm" disabled={!token.trim()}>
          {messages.signIn.button}
        </Button>
      </form>
    </main>
  );
}
