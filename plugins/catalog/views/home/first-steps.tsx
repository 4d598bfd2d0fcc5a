import { CodeBlock, Icon, Link, Page } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import styles from './home.module.css';

/** An empty portal: what it is, and the three jobs that fill it. */
export function FirstSteps() {
  const { steps } = messages.home.empty;
  return (
    <Page title={messages.home.empty.title} description={messages.home.empty.what}>
      <ol className={styles.steps}>
        <li>
          <Icon name="sources" size={20} />
          <div>
            <h2>{steps.source.title}</h2>
            <p>{steps.source.text}</p>
            <Link to="/sources?add=folder">{steps.source.action}</Link>
          </div>
        </li>
        <li>
          <Icon name="code" size={20} />
          <div>
            <h2>{steps.descriptor.title}</h2>
            <p>{steps.descriptor.text}</p>
            <CodeBlock text={messages.home.empty.example} label={steps.descriptor.title} />
          </div>
        </li>
        <li>
          <Icon name="where" size={20} />
          <div>
            <h2>{steps.where.title}</h2>
            <p>{steps.where.text}</p>
            <Link to="/where">{steps.where.action}</Link>
          </div>
        </li>
      </ol>
    </Page>
  );
}
