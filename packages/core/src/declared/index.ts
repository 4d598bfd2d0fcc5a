/** Plugins without code: what host and shell know of them. */
export * from './action-call.ts';
export * from './configured.ts';
export * from './data-source.ts';
export * from './fact.ts';
export * from './show.ts';
export * from './template.ts';
