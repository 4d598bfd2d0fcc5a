/** Plugins that are services of their own: what a manifest that is read from an address says of the service behind it. */
import { z } from 'zod';
import { duration } from './declared/data-source.ts';

export const remoteSchema = z.strictObject({
  /** Where the service answers, relative to the address of the manifest. */
  base: z.string().min(1).max(500).default('./'),
  /** For an action, from the request to its result. */
  actionTimeout: duration('1h', '1s').default('10m'),
  /** Share of the requests that may be further tries. */
  retryBudget: z.number().min(0).max(1).default(0.1),
  /** How long the service is left alone when most of what was asked failed. */
  rest: duration('10m', '1s').default('10s'),
  /** Data sources that say the same to everybody: asked once for all, and not in the name of a person. */
  shared: z.array(z.string().max(63)).max(100).default([]),
});

/** What a manifest says of the service behind it, with defaults filled in. */
export type RemoteSection = z.output<typeof remoteSchema>;
