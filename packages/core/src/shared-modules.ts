/**
 * What a portal's page shares with every plugin: a web half imports these by name and brings none of them along, so that there is one of
 * each, whatever is installed.
 */
export const sharedModules = [
  'react',
  'react/jsx-runtime',
  'react-dom',
  'react-dom/client',
  '@mantine/core',
  '@mantine/hooks',
  '@tanstack/react-query',
  '@callboard/plugin/web',
] as const;
