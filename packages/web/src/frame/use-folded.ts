import { useState } from 'react';

const STORED_AS = 'callboard.folded';

/** Whether the side bar shows icons only, as this browser last had it. */
export function useFolded(): [folded: boolean, set: (folded: boolean) => void] {
  const [folded, setFolded] = useState(() => localStorage.getItem(STORED_AS) === 'yes');
  function set(next: boolean) {
    localStorage.setItem(STORED_AS, next ? 'yes' : 'no');
    setFolded(next);
  }
  return [folded, set];
}
