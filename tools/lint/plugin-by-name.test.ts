import { RuleTester } from 'oxlint/plugins-dev';
import { describe, it } from 'vitest';
import { pluginByName } from './plugin-by-name.ts';

RuleTester.describe = describe;
RuleTester.it = it;
const errors = [{ message: /never asks which plugin/ }];

new RuleTester().run('plugin-by-name', pluginByName, {
  valid: [`plugin.id === wanted`, `source.id === 'a'`, `plugin.name === 'catalog'`, `plugins.get(plugin.id)`],
  invalid: [
    { code: `if (plugin.id === 'catalog') start()`, errors },
    { code: `'catalog' !== manifest.id`, errors },
    { code: `entry.plugin.id == 'search'`, errors },
    { code: `pluginId === 'docs'`, errors },
    { code: `switch (manifest.id) { case 'docs': break }`, errors },
  ],
});
