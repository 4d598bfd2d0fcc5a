import type { JsonObject } from '@callboard/core';
import type { Change } from './records.ts';
import type { PluginScope } from './scope.ts';

/** What a consumer is given beside the changes. */
export type ConsumerContext<Config = JsonObject> = Pick<
  PluginScope<Config>,
  'config' | 'log' | 'records' | 'facts' | 'web'
> & {
  /** Aborted when the plugin or the portal ends, or the batch takes too long. */
  signal: AbortSignal;
};

/** Is given every change once and in order, in batches, on one replica. A batch that it fails over, or is cut off in, comes again. */
export type Consumer<Config = JsonObject> = (
  changes: Change[],
  context: ConsumerContext<Config>,
) => void | Promise<void>;

/** Says something to people elsewhere: a chat, e-mail. @throws when it could not be said */
export type NotificationChannel<Config = JsonObject> = (
  message: { title: string; text: string; url?: string; level: 'info' | 'warning' | 'error' },
  /** Refs of people and teams. */
  to: readonly string[],
  context: ConsumerContext<Config>,
) => Promise<void>;
