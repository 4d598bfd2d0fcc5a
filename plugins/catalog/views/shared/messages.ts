/** Texts of what several pages of the catalog show. */
export const messages = {
  cause: {
    by: 'by',
    byPlugin: (plugin: string) => `by the plugin ${plugin}`,
    harvest: 'harvest',
  },
} as const;
