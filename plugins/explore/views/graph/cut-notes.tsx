import type { ReactNode } from 'react';
import type { ChangeUrl } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import type { GraphAnswer } from '../types.ts';
import { LIMIT, MOST, writeDepth, writeList } from './graph-state.ts';
import type { GraphState } from './graph-state.ts';
import styles from './graph.module.css';
import type { Picture } from './picture.ts';

interface CutNotesProps {
  answer: GraphAnswer;
  picture: Picture;
  state: GraphState;
  change: ChangeUrl;
}

/** How much is shown, and in numbers whatever is not, each with the way to see it. */
export function CutNotes({ answer, picture, state, change }: CutNotesProps) {
  const { cut, total, unknown } = answer;
  const words = messages.graph.cut;
  function clearFilters() {
    change(
      (next) => {
        writeList(next, 'kinds', []);
        writeList(next, 'relations', []);
        next.delete('flow');
      },
      { push: true },
    );
  }
  return (
    <div className={styles.notes}>
      <p role="status">{messages.graph.shown(picture.nodes.length, picture.lines.length)}</p>
      {cut.nodes > 0 && (
        <Note
          text={words.nodes(cut.nodes, total)}
          action={state.all ? undefined : total <= MOST ? words.showAll(total) : words.showMost(MOST)}
          onAct={() => change((next) => next.set('limit', 'all'), { push: true })}
        >
          {total > (state.all ? MOST : LIMIT) && total > MOST && words.narrow}
        </Note>
      )}
      {cut.beyond > 0 && (
        <Note
          text={words.beyond(cut.beyond)}
          action={words.deeper}
          onAct={() => change((next) => writeDepth(next, state.depth + 1), { push: true })}
        />
      )}
      {cut.filtered > 0 && <Note text={words.filtered(cut.filtered)} action={words.showThem} onAct={clearFilters} />}
      {cut.filteredEdges > 0 && (
        <Note text={words.filteredEdges(cut.filteredEdges)} action={words.showThem} onAct={clearFilters} />
      )}
      {cut.simplifiedEdges > 0 && (
        <Note
          text={words.simplified(cut.simplifiedEdges)}
          action={words.showThem}
          onAct={() => change((next) => next.delete('unidirectional'), { push: true })}
        />
      )}
      {cut.edges > 0 && <Note text={words.edges(cut.edges)} />}
      {unknown.length > 0 && <Note text={messages.graph.unknown(unknown.join(', '))} />}
    </div>
  );
}

interface NoteProps {
  text: string;
  action?: string | undefined;
  onAct?: () => void;
  children?: ReactNode;
}

function Note({ text, action, onAct, children }: NoteProps) {
  return (
    <p>
      {text}
      {children && <>; {children}</>}{' '}
      {action && (
        <button type="button" className={styles.plain} onClick={onAct}>
          {action}
        </button>
      )}
    </p>
  );
}
