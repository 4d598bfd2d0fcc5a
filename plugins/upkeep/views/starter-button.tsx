import { Button } from '@mantine/core';
import { Suspense, useState } from 'react';
import { lazyView } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import type { StarterDialogProps } from './starter-dialog.tsx';

const StarterDialog = lazyView(async () => (await import('./starter-dialog.tsx')).StarterDialog);

/** Opens a first descriptor for a repository that declares nothing. */
export function StarterButton({ repository }: Pick<StarterDialogProps, 'repository'>) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
        {messages.page.starter}
      </Button>
      {open && (
        <Suspense>
          <StarterDialog repository={repository} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
