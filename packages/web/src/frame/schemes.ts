/** The schemes in the order in which a click goes through them, and how each is drawn. */
export const NEXT_SCHEME = { light: 'dark', dark: 'auto', auto: 'light' } as const;
export const SCHEME_ICON = { light: 'sun', dark: 'moon', auto: 'system-theme' } as const;
