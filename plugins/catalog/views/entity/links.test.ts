import { expect, test } from 'vitest';
import { linkIcon, quickLinks } from './links.ts';

const chat = { url: 'https://team.slack.com/channels/x', title: '#x' };
const dashboard = { url: 'https://grafana.example.org/d/1', title: 'Sessions by region', type: 'dashboard' };
const runbook = { url: 'https://docs.example.org/run', title: 'When it fails', icon: 'docs', type: 'runbook' };
const logs = { url: 'https://loki.example.org', title: 'Logs' };

test('somebody in a hurry gets the runbook first, then dashboards and logs, and no chat twice', () => {
  expect(quickLinks([chat, logs, dashboard, runbook])).toEqual([runbook, dashboard, logs]);
});

test('a link shows what it leads to, its type before its icon', () => {
  expect([chat, runbook, dashboard, { url: 'https://example.org' }].map(linkIcon)).toEqual([
    'chat',
    'runbook',
    'dashboard',
    'link',
  ]);
});
