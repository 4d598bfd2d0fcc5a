import { Button, Checkbox, TextInput, Textarea } from '@mantine/core';
import styles from '../../gallery.module.css';
import { messages } from '../../messages.ts';
import type { PluginSetting } from '../../types.ts';
import { isOn, problemIn, shownIn, written } from './draft.ts';
import type { Draft } from './draft.ts';

const text = messages.settings;

export interface FieldProps {
  setting: PluginSetting;
  draft: Draft;
  /** `null` takes the setting back; `undefined` leaves it as it was. */
  onChange: (value: string | boolean | null | undefined) => void;
}

/** The field of a setting that is no secret, with the way back to its default. */
export function SettingField(props: FieldProps) {
  const { setting, draft, onChange } = props;
  const { name, isSet, default: standard } = setting;
  const canReset = draft[name] === undefined ? isSet : draft[name] !== null && isSet;
  return (
    <div className={styles.field}>
      <Field {...props} />
      {canReset && standard !== undefined && (
        <Button
          variant="subtle"
          color="gray"
          aria-label={text.labelled(text.useDefault, name)}
          onClick={() => onChange(null)}
        >
          {text.useDefault}
        </Button>
      )}
    </div>
  );
}

function Field({ setting, draft, onChange }: FieldProps) {
  const { name, type } = setting;
  if (type === 'boolean')
    return (
      <Checkbox
        label={name}
        description={explained(setting)}
        checked={isOn(setting, draft)}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  const field = {
    label: name,
    description: explained(setting),
    error: problemIn(setting, draft),
    value: shownIn(setting, draft),
    autoComplete: 'off',
    spellCheck: false,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  if (type === 'array' || type === 'object')
    return <Textarea {...field} classNames={{ input: styles.mono ?? '' }} autosize minRows={2} maxRows={16} />;
  return (
    <TextInput {...field} {...(type === 'number' ? { inputMode: 'decimal', className: styles.short ?? '' } : {})} />
  );
}

/** What a setting is for, how it is written, and what holds while it is not set. */
function explained({ description, type, default: standard }: PluginSetting): string {
  const how = type === 'array' || type === 'object' ? text.json[type] : undefined;
  const value = typeof standard === 'boolean' ? (standard ? text.yes : text.no) : written(standard);
  return [description, how, value && text.unless(value)].filter(Boolean).join(' ');
}
