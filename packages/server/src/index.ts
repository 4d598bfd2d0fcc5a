export { ConfigError, loadConfig, parseConfig, type ConfigProblem, type LoadedConfig } from './config/load.ts';
export { configSchema, type Config } from './config/schema.ts';
export { startPortal, type Portal, type PortalOptions } from './portal.ts';
export { makePlugin } from './plugins/build/build-plugin.ts';
export { checkPlugin } from './plugins/check-plugin.ts';
export { packPlugin } from './plugins/package/pack.ts';
export { guessSource } from './settings.ts';
