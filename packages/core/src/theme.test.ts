import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contrastOf, ownColours, themeSchema } from './theme.ts';

const about = { id: 'acme', title: 'Acme' };

test('a theme may set some colours, and is refused where a text could not be read', () => {
  expect(themeSchema.parse({ ...about, light: { link: '#7a1fa2', amber: '#ffd000' } })).toMatchObject({
    default: false,
  });
  const problems = themeSchema.safeParse({ ...about, dark: { link: '#333366', 'on-amber': '#ffffff' } }).error?.issues;
  const said = problems?.map(({ path, message }) => `${path.join('.')}: ${message}`);
  expect(said).toContainEqual(expect.stringMatching(/^dark: link on ground has a contrast of 1\.\d, and needs 4\.5/));
  expect(said).toContainEqual(expect.stringContaining('dark: on-amber on amber has'));
});

test.each([
  ['a colour that is none', { light: { link: 'url(x)' } }],
  ['a colour that there is not', { light: { glow: '#ffffff' } }],
  ['a logo from elsewhere', { logo: 'https://acme.example/logo.svg' }],
])('%s is refused', (_what, more) => {
  expect(themeSchema.safeParse({ ...about, ...more }).success).toBe(false);
});

test('contrast is that of the guidelines', () => {
  expect(contrastOf('#000000', '#ffffff')).toBe(21);
  expect(contrastOf('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

test('what a theme leaves out is what the shell has', () => {
  const css = readFileSync(new URL('../../web/src/styles/tokens.css', import.meta.url), 'utf8');
  for (const scheme of ['light', 'dark'] as const) {
    const [, block = ''] = css.split(`[data-mantine-color-scheme='${scheme}'] {`);
    const found = Object.keys(ownColours[scheme]).map((name) => [
      name,
      new RegExp(`--cb-${name}: (#\\w{6});`).exec(block)?.[1],
    ]);
    expect(Object.fromEntries(found)).toEqual(ownColours[scheme]);
  }
});
