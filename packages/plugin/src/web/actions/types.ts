/** An action for an entity, as the server offers it. */
export interface OfferedAction {
  plugin: string;
  id: string;
  title: string;
  description: string;
  icon: string;
  input?: InputSchema;
  approval: boolean;
  confirm: 'none' | 'yes' | 'name';
  canPreview: boolean;
  unavailable?: string;
}

/** The part of JSON Schema that a form is made of. */
export interface InputSchema {
  properties?: Record<string, FieldSchema>;
  required?: string[];
}

export interface FieldSchema {
  type?: string;
  title?: string;
  description?: string;
  default?: unknown;
  enum?: (string | number)[];
  minimum?: number;
  maximum?: number;
}

export interface ActionPreview {
  summary: string;
  changes?: { what: string; from?: string; to?: string }[];
}

export interface ActionRun {
  id: string;
  plugin: string;
  action: string;
  title: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'refused';
  requestedBy: string;
  requestedAt: string;
  decidedBy?: string;
  progress: string[];
  result?: { message: string; links?: { title: string; url: string }[] };
  error?: string;
  canUndo: boolean;
  undoneBy?: string;
}

export type Input = Record<string, unknown>;
