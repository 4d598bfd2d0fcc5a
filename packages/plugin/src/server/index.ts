/** The kit for server halves: everything that a plugin's server code imports. */
export { z } from 'zod';
export * from './core.ts';
export * from './actions.ts';
export * from './cache.ts';
export * from './consumers.ts';
export * from './contributed.ts';
export * from './database.ts';
export * from './harvest.ts';
export * from './http.ts';
export * from './identity.ts';
export * from './jobs.ts';
export * from './records.ts';
export * from './scope.ts';
export * from './search.ts';
export * from './sources.ts';
export * from './web-reader.ts';
