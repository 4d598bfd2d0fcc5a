import { appliesTo, useContributions } from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';

/** Path of the tab with a form for a field, or for any field at all; of an entity that is not at hand, only of tabs that every entity has. */
export function useEditor(field?: string, entity?: Entity): string | undefined {
  const tabs = useContributions('entityTabs').filter((tab) =>
    entity ? appliesTo(entity, tab.appliesTo) : tab.appliesTo === undefined,
  );
  const [name] = field?.match(/^\w+\.\w+/) ?? [];
  return tabs.find(({ edits = [] }) => (name === undefined ? edits.length > 0 : edits.includes(name)))?.path;
}
