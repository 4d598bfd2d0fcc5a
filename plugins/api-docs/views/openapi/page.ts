/** The page within the page in which the viewer runs: its styles touch nothing of ours, and everything of it ends with the frame. */

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
const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'none'; form-action 'none'";

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

/** The page of the frame, before the viewer has drawn anything. */
export function pageOf(title: string, script: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLES}</style>
</head>
<body><div id="reference"></div><script src="${escaped(script)}"></script></body>
</html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** Gives the frame the colours that the portal has now. */
export function paint(frame: Document): void {
  const root = document.documentElement;
  const style = getComputedStyle(root);
  for (const name of TOKENS) frame.documentElement.style.setProperty(name, style.getPropertyValue(name));
  const isDark = root.dataset['mantineColorScheme'] === 'dark';
  frame.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
  frame.body.classList.toggle('dark-mode', isDark);
  frame.body.classList.toggle('light-mode', !isDark);
}
