import { Page } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import { Timeline } from './timeline.tsx';

/** What was deployed last, of everything. */
export function DeploymentsPage() {
  return (
    <Page title={messages.page.title} description={messages.page.text}>
      <Timeline />
    </Page>
  );
}
