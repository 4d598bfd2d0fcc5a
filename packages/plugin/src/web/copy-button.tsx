import { ActionIcon } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Icon } from './icon.tsx';
import { messages } from './messages.ts';
import { toast } from './toast.ts';

const SAID_FOR = 1500;

/** Copies a text and says so. */
export function CopyButton({
  text,
  label = messages.copy,
  className,
}: {
  text: string;
  label?: string;
  className?: string | undefined;
}) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_FOR);
    return () => clearTimeout(timer);
  }, [copied]);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Browsers refuse the clipboard outside https and localhost, or when the person said no.
      toast({ level: 'error', message: messages.copyRefused });
    }
  }
  const said = copied ? messages.copied : label;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={24}
      className={className}
      aria-label={said}
      title={said}
      onClick={() => void copy()}
    >
      <Icon name={copied ? 'done' : 'copy'} size={14} />
    </ActionIcon>
  );
}
