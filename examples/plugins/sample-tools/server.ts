import { definePlugin } from '@callboard/plugin/server';
import { addGitHub, addGitLab, addJenkins } from './builds.ts';
import { addGrafana } from './dashboards.ts';
import { addAlertmanager, addPrometheus } from './metrics.ts';
import { addPager } from './pager.ts';
import { addSnyk, addSonar } from './scanners.ts';

export default definePlugin(({ http }) => {
  addPrometheus(http);
  addAlertmanager(http);
  addJenkins(http);
  addGitLab(http);
  addGitHub(http);
  addPager(http);
  addSonar(http);
  addSnyk(http);
  addGrafana(http);
});
