/** Plugins without code: what host and shell know of them. */
export * from './data-source.ts';
export * from './show.ts';
export * from './template.ts';
