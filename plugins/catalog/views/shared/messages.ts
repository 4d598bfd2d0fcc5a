/** Texts of what several pages of the catalog show. */
export const messages = {
  keys: { next: 'Next row', previous: 'Previous row' },
  cause: {
    by: 'by',
    byPlugin: (plugin: string) => `by the plugin ${plugin}`,
    harvest: 'harvest',
  },
} as const;
