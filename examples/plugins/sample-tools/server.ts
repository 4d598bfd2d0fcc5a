import { definePlugin } from '@callboard/plugin/server';
import { addAlertmanager, addPrometheus } from './metrics.ts';

export default definePlugin(({ http }) => {
  addPrometheus(http);
  addAlertmanager(http);
});
