/** Made-up numbers: the same for the same names and the same minute, whoever asks. */

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A number from 0 to 1 that belongs to a text. */
export function chance(...names: (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of names.join('\n')) {
    hash ^= character.codePointAt(0)!;
    hash = Math.imul(hash, 0x01000193);
  }
  // Texts that end alike would else be close to each other.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 0xffffffff;
}

export function pick<T>(list: readonly T[], ...names: (string | number)[]): T {
  return list[Math.min(Math.floor(chance(...names) * list.length), list.length - 1)]!;
}

/** Around 1, as traffic is: high in the evening, low at night, restless from minute to minute. */
export function traffic(name: string, at: number): number {
  const day = Math.sin(((at % DAY) / DAY) * 2 * Math.PI - 2.2 + chance(name, 'shift'));
  const hour = Math.sin(at / (17 * MINUTE) + chance(name) * 6);
  const minute = Math.floor(at / MINUTE);
  return 1 + 0.35 * day + 0.06 * hour + 0.08 * (chance(name, minute) - 0.5);
}

/** Now, by the minute. */
export function thisMinute(): number {
  return Math.floor(Date.now() / MINUTE) * MINUTE;
}

/** Hexadecimal digits that belong to a text. */
export function digits(length: number, ...names: (string | number)[]): string {
  let text = '';
  for (let part = 0; text.length < length; part += 1)
    text += Math.floor(chance(...names, part) * 0xffffffff)
      .toString(16)
      .padStart(8, '0');
  return text.slice(0, length);
}
