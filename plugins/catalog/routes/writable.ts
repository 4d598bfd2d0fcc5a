import { CallboardError, type PluginScope } from '@callboard/plugin/server';

/** @throws {CallboardError} when the portal takes its content from its configuration only */
export function checkWritable(portal: Pick<PluginScope['portal'], 'readonly'>): void {
  if (portal.readonly) throw new CallboardError('not-allowed', 'This operation not allowed in readonly mode');
}
