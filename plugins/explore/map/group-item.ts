import type { Described } from '../graph/describe.ts';

/** A group in the tree of teams. */
export interface GroupItem extends Described {
  /** The group above it. */
  parent?: string;
  /** Its own members, and those with the members of all groups below it, each once. */
  members: number;
  allMembers: number;
  /** What it owns, and what it owns together with all groups below it. */
  owned: number;
  allOwned: number;
  lead?: string;
}
