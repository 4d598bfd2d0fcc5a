/** The settings of a plugin as people see them: what may be set, and what is; of secrets only whether. */
import type { Manifest } from '@callboard/core';

export interface PluginSetting {
  name: string;
  type: Manifest['config'][string]['type'];
  description: string;
  secret: boolean;
  default?: unknown;
  /** Absent when nothing is set; never of a secret. */
  value?: unknown;
  isSet: boolean;
  /** The configuration says it, so that it cannot be changed in the portal. */
  locked: boolean;
}

/**
 * @param made in the portal
 * @param declared in the configuration, which wins
 */
export function settingsShown(
  { config }: Manifest,
  made: Record<string, unknown>,
  declared: Record<string, unknown>,
): PluginSetting[] {
  return Object.entries(config).map(([name, { type, description, secret, default: standard }]) => {
    const locked = Object.hasOwn(declared, name);
    const value = locked ? declared[name] : made[name];
    return {
      name,
      type,
      description,
      secret,
      ...(standard === undefined || secret ? {} : { default: standard }),
      ...(value === undefined || secret ? {} : { value }),
      isSet: value !== undefined,
      locked,
    };
  });
}
