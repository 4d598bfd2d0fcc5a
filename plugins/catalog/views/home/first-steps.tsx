import { useState } from 'react';
import type { ReactNode } from 'react';
import { CodeBlock, Icon, Link, Page } from '@callboard/plugin/web';
import styles from './home.module.css';
import { messages } from './messages.ts';

/** An empty portal: what it is, and the three jobs that one begins with. */
export function FirstSteps() {
  const [shown, setShown] = useState(false);
  const { source, descriptor, check } = messages.empty.steps;
  return (
    <Page title={messages.empty.title} description={messages.empty.what}>
      <ol className={styles.steps}>
        <Step icon="sources" title={source.title} text={source.text}>
          <span className={styles.stepLinks}>
            <Link to="/sources?add=folder">{source.folder}</Link>
            <Link to="/sources?add=git">{source.git}</Link>
          </span>
        </Step>
        <Step icon="code" title={descriptor.title} text={descriptor.text}>
          <button type="button" className={styles.plainButton} aria-expanded={shown} onClick={() => setShown(!shown)}>
            {descriptor.action} <Icon name={shown ? 'down' : 'right'} size={12} />
          </button>
          {shown && <CodeBlock text={messages.empty.example} label={descriptor.label} />}
        </Step>
        <Step icon="done" title={check.title} text={check.text}>
          <Link to="/sources?add=url">{check.action}</Link>
        </Step>
      </ol>
    </Page>
  );
}

function Step({ icon, title, text, children }: { icon: string; title: string; text: string; children: ReactNode }) {
  return (
    <li>
      <Icon name={icon} size={20} />
      <div>
        <h2>{title}</h2>
        <p>{text}</p>
        {children}
      </div>
    </li>
  );
}
