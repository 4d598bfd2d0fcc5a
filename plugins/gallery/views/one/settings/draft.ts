/** What a person has changed of the settings, and not saved yet. */
import { messages } from '../../messages.ts';
import type { PluginSetting } from '../../types.ts';

const text = messages.settings;

/** By name: what a field holds now, or `null` for a setting that is taken back. */
export type Draft = Readonly<Record<string, string | boolean | null>>;

/** A value as a field shows it. */
export function written(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What the field of a setting shows. */
export function shownIn({ name, value, type }: PluginSetting, draft: Draft): string {
  const drafted = draft[name];
  if (drafted === null) return '';
  if (typeof drafted === 'string') return drafted;
  return type === 'array' || type === 'object' ? indented(value) : written(value);
}

export function isOn({ name, value, default: standard }: PluginSetting, draft: Draft): boolean {
  const drafted = draft[name];
  if (drafted === null) return standard === true;
  return (drafted ?? value ?? standard) === true;
}

function indented(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value, null, 2);
}

/** @returns the value that a field's text means; `null` for an empty one, which takes the setting back; or what is wrong with it */
function understood(
  { type }: PluginSetting,
  drafted: string | boolean | null,
): { value: unknown } | { problem: string } {
  if (drafted === null || drafted === '') return { value: null };
  if (typeof drafted === 'boolean' || type === 'string') return { value: drafted };
  if (type === 'number') {
    const value = Number(drafted);
    return drafted.trim() !== '' && Number.isFinite(value) ? { value } : { problem: text.notNumber };
  }
  if (type === 'boolean') return { value: drafted === 'true' };
  try {
    const value = JSON.parse(drafted) as unknown;
    const isRight = type === 'array' ? Array.isArray(value) : isObject(value);
    return isRight ? { value } : { problem: text.notJson[type] };
  } catch {
    return { problem: text.notJson[type] };
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is wrong with the field of a setting. */
export function problemIn(setting: PluginSetting, draft: Draft): string | undefined {
  const drafted = draft[setting.name];
  const result = drafted === undefined ? undefined : understood(setting, drafted);
  return result && 'problem' in result ? result.problem : undefined;
}

/** Whether saving would make a difference. */
export function isChanged(setting: PluginSetting, draft: Draft): boolean {
  const drafted = draft[setting.name];
  // A secret that is about to be typed is not taken away by leaving it at that.
  if (drafted === undefined || (setting.secret && drafted === '')) return false;
  const result = understood(setting, drafted);
  if ('problem' in result) return true;
  if (result.value === null) return setting.isSet;
  return setting.secret || !setting.isSet || JSON.stringify(result.value) !== JSON.stringify(setting.value);
}

/** What is to be sent: the changed settings alone; `null` takes one back. Call it only when nothing is wrong. */
export function changesOf(settings: readonly PluginSetting[], draft: Draft): Record<string, unknown> {
  return Object.fromEntries(
    settings.flatMap((setting) => {
      const drafted = draft[setting.name];
      if (setting.locked || drafted === undefined || !isChanged(setting, draft)) return [];
      const result = understood(setting, drafted);
      return 'value' in result ? [[setting.name, result.value]] : [];
    }),
  );
}
