import { Button } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { ErrorState, useAction } from '@callboard/plugin/web';
import styles from '../../gallery.module.css';
import { messages } from '../../messages.ts';
import { REFRESHES, pluginPath } from '../../plugins.ts';
import type { Plugin } from '../../types.ts';
import { changesOf, isChanged, problemIn } from './draft.ts';
import type { Draft } from './draft.ts';
import { ReadOnlySetting } from './read-only-setting.tsx';
import { SecretField } from './secret-field.tsx';
import { SettingField } from './setting-field.tsx';

const text = messages.settings;

/** The settings of a plugin as a form; only what was changed is sent, and it holds at once. */
export function SettingsForm({ plugin, mayManage }: { plugin: Plugin; mayManage: boolean }) {
  const { id, name, settings } = plugin;
  const [draft, setDraft] = useState<Draft>({});
  const save = useAction(
    (api, changed: Record<string, unknown>) =>
      api.json<Plugin>(pluginPath(id), { method: 'PATCH', body: { settings: changed } }),
    { done: () => text.saved(name), refreshes: REFRESHES, onDone: () => setDraft({}) },
  );
  if (settings.length === 0) return <p className={styles.soft}>{text.none}</p>;
  const changed = settings.filter((setting) => isChanged(setting, draft));
  const isWrong = settings.some((setting) => problemIn(setting, draft) !== undefined);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (changed.length && !isWrong) save.mutate(changesOf(settings, draft));
  }
  function put(setting: string, value: string | boolean | null | undefined) {
    const { [setting]: _old, ...rest } = draft;
    setDraft(value === undefined ? rest : { ...rest, [setting]: value });
  }
  return (
    <form className={styles.settings} onSubmit={submit}>
      {settings.map((setting) => {
        const props = {
          setting,
          draft,
          onChange: (value: string | boolean | null | undefined) => put(setting.name, value),
        };
        if (setting.locked || !mayManage) return <ReadOnlySetting key={setting.name} setting={setting} />;
        if (setting.secret) return <SecretField key={setting.name} {...props} />;
        return <SettingField key={setting.name} {...props} />;
      })}
      {save.error && <ErrorState error={save.error} title={messages.one.failedAction} />}
      {mayManage && settings.some(({ locked }) => !locked) && (
        <div className={styles.formActions}>
          <Button type="submit" variant="filled" disabled={!changed.length || isWrong} loading={save.isPending}>
            {text.save}
          </Button>
          {changed.length > 0 && (
            <>
              <Button onClick={() => setDraft({})}>{text.undo}</Button>
              <span className={styles.soft}>{text.unsaved(changed.length)}</span>
            </>
          )}
        </div>
      )}
    </form>
  );
}
