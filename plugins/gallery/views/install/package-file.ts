import { messages } from '../messages.ts';

/** Bytes that a packed plugin may have. */
const LARGEST = 10_000_000;

/** What is wrong with a file that can be told before it is sent. */
export function problemOf({ name, size }: Pick<File, 'name' | 'size'>): string | undefined {
  if (!/\.(tgz|tar\.gz)$/i.test(name)) return messages.install.wrongName;
  if (size === 0) return messages.install.empty;
  if (size > LARGEST) return messages.install.tooLarge(messages.install.size(size));
  return undefined;
}
