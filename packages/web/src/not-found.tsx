import { useLocation } from '@tanstack/react-router';
import { Link, Page } from '@callboard/plugin/web';
import { messages } from './messages.ts';

/** Said where no plugin has a page. */
export function NotFound() {
  const path = useLocation({ select: (location) => location.pathname });
  return (
    <Page title={messages.notFound.title} description={messages.notFound.text(path)}>
      <Link to="/catalog">{messages.notFound.catalog}</Link>
    </Page>
  );
}
