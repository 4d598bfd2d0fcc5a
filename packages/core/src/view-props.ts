/** What views of plugins are given that another plugin draws. */

/** What a view in `formFields` is given: one field of a form. */
export interface FormFieldProps {
  /** Its part of the form's JSON Schema. */
  schema: Record<string, unknown>;
  label: string;
  description?: string;
  required: boolean;
  value: unknown;
  /** Why the value is not right. */
  error?: string;
  onChange(value: unknown): void;
}

/** What a view in `docsAddons` is given: the page that is read. */
export interface DocsAddonProps {
  entityRef: string;
  /** Path of the page inside its site. */
  path: string;
  title: string;
}
