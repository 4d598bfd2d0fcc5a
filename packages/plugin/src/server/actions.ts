import type { Entity, JsonObject } from '@callboard/core';

/** What an action is asked to do. */
export interface ActionCall<Input = JsonObject> {
  entity: Entity;
  entityRef: string;
  /** As filled in, and checked against the schema of the manifest. */
  input: Input;
  /** Who asked: `user:default/ada`. */
  by: string;
  /** Of an undo: what the run that it undoes kept for it. */
  memo?: JsonObject;
  /** Aborted when somebody cancels, or the portal ends. */
  signal: AbortSignal;
}

/** What an action would do, for whoever is about to have it done. */
export interface ActionPreview {
  /** In a sentence. */
  summary: string;
  changes?: { what: string; from?: string; to?: string }[];
}

export interface ActionResult {
  /** In a sentence. */
  message: string;
  links?: { title: string; url: string }[];
  /** What has to be asked of which action of this plugin to undo it. */
  undo?: { action?: string; input: JsonObject; memo?: JsonObject };
}

/** The code behind an action of the manifest. */
export interface ActionHandler<Input = JsonObject> {
  /** Whether there is anything to do for an entity now; absent: always. Asked each time that its page is opened, and not waited for long. */
  isWanted?(of: Pick<ActionCall, 'entity' | 'entityRef'>): boolean | Promise<boolean>;
  preview?(call: ActionCall<Input>): ActionPreview | Promise<ActionPreview>;
  /** @param say shows a line of progress to whoever looks */
  run(call: ActionCall<Input>, say: (line: string) => void): ActionResult | Promise<ActionResult>;
}

export interface Actions {
  /** Gives an action of the manifest its code. @param id of `contributes.entityActions` */
  handle<Input = JsonObject>(id: string, handler: ActionHandler<Input>): void;
}
