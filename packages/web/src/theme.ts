import { ActionIcon, Button, createTheme } from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';

const amber: MantineColorsTuple = [
  '#fff6e0',
  '#ffeac0',
  '#ffd98c',
  '#ffc857',
  '#fab835',
  '#f2a31b',
  '#e49408',
  '#b87400',
  '#8a5700',
  '#5c3a00',
];

/** The look as data: a company can replace it without touching a component. */
export const theme = createTheme({
  primaryColor: 'blue',
  colors: { amber },
  defaultRadius: 6,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs', variant: 'default', color: 'amber', autoContrast: true } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 28 } }),
    // Named only, so that its code loads with the first dialog.
    Modal: { defaultProps: { transitionProps: { duration: 100 } } },
  },
});

const ours = {
  '--mantine-color-body': 'var(--cb-ground)',
  '--mantine-color-text': 'var(--cb-text)',
  '--mantine-color-dimmed': 'var(--cb-text-faint)',
  '--mantine-color-placeholder': 'var(--cb-text-faint)',
  '--mantine-color-anchor': 'var(--cb-link)',
  '--mantine-color-default': 'var(--cb-ground)',
  '--mantine-color-default-hover': 'var(--cb-hover)',
  '--mantine-color-default-color': 'var(--cb-text)',
  '--mantine-color-default-border': 'var(--cb-line-strong)',
  '--mantine-color-error': 'var(--cb-red)',
  '--mantine-color-gray-light-color': 'var(--cb-text-soft)',
  '--mantine-color-gray-light-hover': 'var(--cb-hover)',
  '--mantine-color-amber-filled': 'var(--cb-amber)',
  '--mantine-color-amber-filled-hover': 'var(--cb-amber-hover)',
};

/** Hands our tokens to Mantine's components. They change with the theme themselves, so both schemes take the same. */
export const mantineVariables: CSSVariablesResolver = () => ({ variables: {}, light: ours, dark: ours });
