import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { FormValues } from './form-values.ts';
import type { FieldSchema, InputSchema } from './types.ts';

export interface ActionFormProps {
  schema: InputSchema;
  values: FormValues;
  onChange: (values: FormValues) => void;
}

/** The fields of an action's input. */
export function ActionForm({ schema, values, onChange }: ActionFormProps) {
  const put = (name: string, value: string | boolean) => onChange({ ...values, [name]: value });
  return Object.entries(schema.properties ?? {}).map(([name, field]) => (
    <Field
      key={name}
      name={name}
      field={field}
      required={schema.required?.includes(name) ?? false}
      value={values[name] ?? ''}
      onChange={(value) => put(name, value)}
    />
  ));
}

interface FieldProps {
  name: string;
  field: FieldSchema;
  required: boolean;
  value: string | boolean;
  onChange: (value: string | boolean) => void;
}

function Field({ name, field, required, value, onChange }: FieldProps) {
  const { type, title = name, description, enum: choices, minimum, maximum } = field;
  const about = { label: title, description, required };
  if (typeof value === 'boolean')
    return (
      <Checkbox
        label={title}
        description={description}
        checked={value}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  const typed = {
    ...about,
    value,
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  if (choices) return <NativeSelect {...typed} data={['', ...choices.map(String)]} />;
  if (type === 'array' || type === 'object') return <Textarea {...typed} autosize minRows={2} />;
  const isNumber = type === 'integer' || type === 'number';
  return <TextInput {...typed} {...(isNumber ? { type: 'number', min: minimum, max: maximum } : {})} />;
}
