export * from './entity.ts';
export * from './finding.ts';
export * from './manifest.ts';
