/** One thing that `npm run check` looks at. */
export interface Check {
  name: string;
  /** All that is wrong, a line each; empty when nothing is. */
  run(root: string): Promise<string[]> | string[];
}
