import type { Entity } from '@callboard/core';

/** What a view in `pages` is given. */
export interface PageViewProps {
  /** The named parts of the path: `/catalog/:kind` gives `kind`. */
  params: Record<string, string>;
  /** What follows the path, for pages whose path ends in `/*`. */
  rest: string;
}

/** What views in `entityTabs` and `entityCards` are given; `useEntity` gives the same anywhere below. */
export interface EntityViewProps {
  entity: Entity;
  /** `kind:namespace/name`, lower case. */
  entityRef: string;
}

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
  /** Where its content is drawn, once that is there. */
  content: HTMLElement | null;
}
