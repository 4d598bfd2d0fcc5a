import { RuleTester } from 'oxlint/plugins-dev';
import { describe, it } from 'vitest';
import { namedFunctions } from './named-functions.ts';

RuleTester.describe = describe;
RuleTester.it = it;
const errors = [{ message: /named declaration/ }];

new RuleTester({ languageOptions: { parserOptions: { lang: 'ts' } } }).run('named-functions', namedFunctions, {
  valid: [
    'export function a() {}',
    'function a() { const b = () => 1; return b; }',
    'export const a: Handler = () => 1;',
    'const a = memo(() => 1);',
  ],
  invalid: [
    { code: 'const a = () => 1;', errors },
    { code: 'export const a = async () => 1;', errors },
    { code: 'export const a = function () {};', errors },
  ],
});
