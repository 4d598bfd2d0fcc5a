/** The Location entity that stands for a registered file: what such a source starts from. */
import { hash } from 'node:crypto';
import { stringify } from 'yaml';

/** Path of the file that no repository has. */
export const LOCATION_PATH = '.callboard/location.yaml';

/** Text of the descriptor whose one entity, a Location, names the target. */
export function generatedLocation(type: 'url' | 'file', target: string, entityName: string | undefined): Buffer {
  const name = entityName ?? `generated-${hash('sha1', `${type}:${target}`)}`;
  const entity = { apiVersion: 'backstage.io/v1alpha1', kind: 'Location', metadata: { name }, spec: { type, target } };
  return Buffer.from(stringify(entity, { lineWidth: 0 }));
}

export function contentHash(bytes: Buffer): string {
  return hash('sha256', bytes);
}
