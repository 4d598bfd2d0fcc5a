import { isChat } from '@callboard/plugin/web';
import type { Entity } from '@callboard/plugin/web';

type EntityLink = NonNullable<Entity['metadata']['links']>[number];

/** What links lead to, by words that stand in their type, icon or title; the first that fits. In an incident the first is wanted first. */
const PURPOSES: readonly [icon: string, words: RegExp][] = [
  ['runbook', /\b(run ?book|play ?book|incidents?)\b/i],
  ['dashboard', /\b(dashboards?|grafana|metrics|signals|monitoring)\b/i],
  ['file', /\b(logs?|kibana|loki)\b/i],
  ['alert', /\b(alerts?|pagerduty|opsgenie|on-?call)\b/i],
  ['docs', /\b(docs?|documentation|handbook|wiki|guide)\b/i],
  ['github', /\b(github)\b/i],
  ['code', /\b(code|source|repository)\b/i],
  ['web', /\b(web|site|website|app)\b/i],
  ['mail', /^mailto:/i],
];
const QUICK = new Set(['runbook', 'dashboard', 'file', 'alert']);
const MOST_QUICK = 3;

export function linkIcon(link: EntityLink): string {
  if (isChat(link)) return 'chat';
  const texts = [link.type, link.title, link.icon, link.url].filter((text) => typeof text === 'string');
  for (const text of texts) {
    const purpose = PURPOSES.find(([, words]) => words.test(text));
    if (purpose) return purpose[0];
  }
  return 'link';
}

/** The links that somebody in a hurry needs, runbook first. */
export function quickLinks(links: readonly EntityLink[]): EntityLink[] {
  const place = (link: EntityLink) => PURPOSES.findIndex(([icon]) => icon === linkIcon(link));
  return links
    .filter((link) => QUICK.has(linkIcon(link)))
    .toSorted((a, b) => place(a) - place(b))
    .slice(0, MOST_QUICK);
}
