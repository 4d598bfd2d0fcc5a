import { expect, test } from 'vitest';
import { markdownTable } from './table.ts';

test('keeps cells on one line and lets nothing in them pass for a cell border or HTML', () => {
  const cells = ['a|b', 'one\n  two', 'Bearer <token>', '`<name>`', '<a id="x"></a>y'];
  expect(markdownTable(['1', '2', '3', '4', '5'], [cells]).split('\n')[2]).toBe(
    '| a\\|b | one two | Bearer &lt;token> | `<name>` | <a id="x"></a>y |',
  );
});
