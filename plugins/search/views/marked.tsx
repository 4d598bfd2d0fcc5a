import type { Hit } from './types.ts';

/** A text of a result with the finds marked; as it is where nothing in it was found. */
export function Marked({ hit, field }: { hit: Hit; field: 'title' | 'text' }) {
  const { preTag, postTag, fields } = hit.highlight;
  const text = fields[field];
  if (text === undefined) return <>{hit.document[field]}</>;
  return (
    <>
      {text.split(preTag).map((part, at) => {
        const [found = '', rest = ''] = at === 0 ? ['', part] : part.split(postTag);
        // Parts of one text never change places.
        return (
          <span key={at}>
            {found && <mark>{found}</mark>}
            {rest}
          </span>
        );
      })}
    </>
  );
}
