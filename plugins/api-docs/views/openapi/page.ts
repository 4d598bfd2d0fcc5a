/** The page within the page in which the viewer runs: its styles touch nothing of ours, and everything of it ends with the frame. */
import type { Look } from './talk.ts';

const TOKENS = [
  '--cb-ground',
  '--cb-subtle',
  '--cb-hover',
  '--cb-line',
  '--cb-line-strong',
  '--cb-text',
  '--cb-text-soft',
  '--cb-text-faint',
  '--cb-link',
  '--cb-green',
  '--cb-yellow',
  '--cb-red',
  '--cb-blue-ground',
  '--mantine-font-family',
  '--mantine-font-family-monospace',
];

/** Nothing may be fetched from elsewhere, whatever a definition holds: no pictures, no fonts, no data. */
function policyOf(origin: string): string {
  return `default-src 'none'; script-src ${origin}; style-src ${origin} 'unsafe-inline'; img-src data:; font-src ${origin} data:; connect-src 'none'; form-action 'none'; base-uri 'none'`;
}

/** Our colours under the names that the viewer looks for. */
const STYLES = `
html, body { margin: 0; background: var(--cb-ground); }
body.light-mode, body.dark-mode, body.light-mode .scalar-app, body.dark-mode .scalar-app {
  --scalar-font: var(--mantine-font-family);
  --scalar-font-code: var(--mantine-font-family-monospace);
  --scalar-color-1: var(--cb-text);
  --scalar-color-2: var(--cb-text-soft);
  --scalar-color-3: var(--cb-text-faint);
  --scalar-color-accent: var(--cb-link);
  --scalar-link-color: var(--cb-link);
  --scalar-link-color-hover: var(--cb-link);
  --scalar-background-1: var(--cb-ground);
  --scalar-background-2: var(--cb-subtle);
  --scalar-background-3: var(--cb-hover);
  --scalar-background-accent: var(--cb-blue-ground);
  --scalar-border-color: var(--cb-line);
  --scalar-color-green: var(--cb-green);
  --scalar-color-red: var(--cb-red);
  --scalar-color-yellow: var(--cb-yellow);
  --scalar-color-orange: var(--cb-yellow);
  --scalar-color-blue: var(--cb-link);
  --scalar-color-purple: var(--cb-link);
  --scalar-radius: 6px;
  --scalar-radius-lg: 6px;
  --scalar-radius-xl: 6px;
  --scalar-heading-1: 20px;
  --scalar-page-title: 20px;
  --scalar-heading-2: 17px;
  --scalar-heading-3: 15px;
  --scalar-font-size-1: 20px;
  --scalar-font-size-2: 14px;
  --scalar-font-size-3: 14px;
  --scalar-paragraph: 14px;
  --scalar-small: 13px;
  --scalar-mini: 12px;
  --refs-viewport-offset: 0px;
}
.t-doc__header, .references-header { display: none !important; }
.section { padding-block: 32px !important; }
:focus-visible { outline: 2px solid var(--cb-link); outline-offset: 2px; }
@media (prefers-reduced-motion: reduce) { *, ::before, ::after { animation-duration: 0.01ms !important; transition: none !important; } }
`;

/** The page of the frame, before the viewer has drawn anything. It has the portal's colours from the start. */
export function pageOf(title: string, scripts: readonly string[]): string {
  const { isDark, tokens } = lookNow();
  const styles = Object.entries({ ...tokens, 'color-scheme': isDark ? 'dark' : 'light' })
    .map(([name, value]) => `${name}:${value}`)
    .join(';');
  return `<!doctype html>
<html lang="en" style="${escaped(styles)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policyOf(window.location.origin))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLES}</style>
</head>
<body class="${isDark ? 'dark-mode' : 'light-mode'}"><div id="reference"></div>${scripts
    .map((script) => `<script src="${escaped(script)}"></script>`)
    .join('')}</body>
</html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** The colours and fonts that the portal has now. */
export function lookNow(): Look {
  const root = document.documentElement;
  const style = getComputedStyle(root);
  return {
    isDark: root.dataset['mantineColorScheme'] === 'dark',
    tokens: Object.fromEntries(TOKENS.map((name) => [name, style.getPropertyValue(name)])),
  };
}
