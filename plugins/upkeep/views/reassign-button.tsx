import { Button } from '@mantine/core';
import { Suspense, useState } from 'react';
import { lazyView } from '@callboard/plugin/web';
import { messages } from './messages.ts';

const ReassignDialog = lazyView(async () => (await import('./reassign-dialog.tsx')).ReassignDialog);

/** Opens what gives the things of an owner that is gone to another one. */
export function ReassignButton({ owner }: { owner: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
        {messages.reassign.open}
      </Button>
      {open && (
        <Suspense>
          <ReassignDialog from={owner} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
