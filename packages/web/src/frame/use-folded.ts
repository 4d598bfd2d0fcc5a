import { useState } from 'react';
import { recall, remember } from '@callboard/plugin/web/shell';

const STORED_AS = 'callboard.folded';

/** Whether the side bar shows icons only, as this browser last had it. */
export function useFolded(): [folded: boolean, set: (folded: boolean) => void] {
  const [folded, setFolded] = useState(() => recall(STORED_AS) === 'yes');
  function set(next: boolean) {
    remember(STORED_AS, next ? 'yes' : 'no');
    setFolded(next);
  }
  return [folded, set];
}
