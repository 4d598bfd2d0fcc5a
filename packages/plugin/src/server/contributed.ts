import type { Contributions } from '@callboard/core';

/** One thing that a running plugin's manifest adds, with where it comes from. */
export interface Contributed<Point extends keyof Contributions> {
  /** Id of the plugin. */
  plugin: string;
  /** Owner that its manifest names. */
  owner?: string;
  contribution: Contributions[Point][number];
  /** Loads a module that the contribution names. @returns its default export */
  load(module: string): Promise<unknown>;
}

/** What all plugins add at an extension point. */
export type ContributionsAt = <Point extends keyof Contributions>(point: Point) => Contributed<Point>[];
