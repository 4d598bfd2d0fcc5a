/** For tests of plugins: a whole portal, with nothing of it pretended. */
export { startPlugin } from './start-plugin.ts';
export type { StartedPlugin, StartPluginOptions } from './start-plugin.ts';
