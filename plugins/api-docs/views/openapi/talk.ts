/** What the portal's page and the viewer's frame say to each other; nothing else passes between the two. */
import type { OpenApiDefinition } from '../types.ts';

/** The colours and fonts of the portal, by the name of their token. */
export interface Look {
  isDark: boolean;
  tokens: Record<string, string>;
}

export type ShownDefinition = Pick<OpenApiDefinition, 'json' | 'groups' | 'tags'>;

/** Names of buttons that the viewer leaves without one. */
export interface Words {
  copy: string;
  other: string;
}

export type ToFrame =
  /** Asks whether the frame listens already, for whoever began to hear too late. */
  | { say: 'hello' }
  | { say: 'show'; definition: ShownDefinition; at: string; words: Words }
  | { say: 'go'; id: string }
  | { say: 'look'; look: Look };

export type FromFrame =
  /** The frame listens. */
  | { say: 'ready' }
  /** The viewer did not load. */
  | { say: 'failed' }
  /** The reader scrolled to a thing of the outline. */
  | { say: 'reached'; id: string };
