export { ConfigError, loadConfig, parseConfig, type ConfigProblem, type LoadedConfig } from './config/load.ts';
export { configSchema, type Config } from './config/schema.ts';
export { startPortal, type Portal, type PortalOptions } from './portal.ts';
