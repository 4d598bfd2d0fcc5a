import { Link, entityPath, refName } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { FindingItem } from '../types.ts';
import { useEditor } from './use-editor.ts';

/** The way from a finding to a form that changes its field; nothing where no plugin has one. */
export function MendLink({ finding: { entityRef, field } }: { finding: FindingItem }) {
  const editor = useEditor(field);
  if (entityRef === undefined || field === undefined || editor === undefined) return null;
  return (
    <Link
      to={`${entityPath(entityRef)}/${editor}?edit=${encodeURIComponent(field)}`}
      aria-label={messages.findings.mendField(field, refName(entityRef))}
    >
      {messages.findings.mend}
    </Link>
  );
}
