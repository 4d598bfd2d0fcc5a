import { direction } from './direction.ts';
import { namedFunctions } from './named-functions.ts';
import { pluginByName } from './plugin-by-name.ts';

/** Our own lint rules, as Oxlint loads them. */
export default {
  meta: { name: 'callboard' },
  rules: { direction, 'named-functions': namedFunctions, 'plugin-by-name': pluginByName },
};
