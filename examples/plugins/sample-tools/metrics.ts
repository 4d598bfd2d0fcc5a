/** Prometheus and Alertmanager: what the plugin for them asks, answered as they answer. */
import { CallboardError, z, type Http } from '@callboard/plugin/server';
import { chance, HOUR, MINUTE, thisMinute, traffic } from './chance.ts';
import { services } from './company.ts';

const ask = { permission: 'sample-tools.ask' } as const;
const units: Readonly<Record<string, number>> = { s: 1000, m: MINUTE, h: HOUR };
const MOST_POINTS = 1000;
const query = z.object({ query: z.string().max(4000), time: z.coerce.number().optional() });
const range = z.object({
  query: z.string().max(4000),
  start: z.coerce.number(),
  end: z.coerce.number(),
  step: z.string().regex(/^\d+(\.\d+)?[smh]?$/),
});

interface Line {
  metric: Record<string, string>;
  value(at: number): number;
}

export function addPrometheus(http: Http): void {
  http.get('/prometheus/api/v1/query', { ...ask, query }, ({ query: { query: text, time } }) => {
    const at = time === undefined ? thisMinute() : time * 1000;
    const [, amount, unit, step, stepUnit] = /\)\[(\d+)([smh]):(\d+)([smh])\]$/.exec(text) ?? [];
    if (amount === undefined) return success('vector', vectorOf(text, at));
    return success('matrix', matrix(text, at - Number(amount) * units[unit!]!, at, Number(step) * units[stepUnit!]!));
  });
  http.get('/prometheus/api/v1/query_range', { ...ask, query: range }, ({ query: { query: text, start, end, step } }) => {
    const [, amount, unit = 's'] = /^([\d.]+)([smh]?)$/.exec(step)!;
    return success('matrix', matrix(text, start * 1000, end * 1000, Number(amount) * units[unit || 's']!));
  });
}

export function addAlertmanager(http: Http): void {
  http.get(
    '/alertmanager/api/v2/alerts',
    { ...ask, query: z.object({ filter: z.union([z.string(), z.array(z.string())]).default([]) }) },
    ({ query: { filter } }) => {
      const wanted = [filter].flat().map((text) => /^(\w+)="(.*)"$/.exec(text) ?? refuse(`bad matcher format: ${text}`));
      return alertsAt(thisMinute())
        .filter(({ labels }) => wanted.every(([, label, value]) => labels[label!] === value))
        .map(({ labels, since, summary }) => ({
          annotations: { summary, runbook_url: `https://docs.nightjar.example/${labels['service']}/runbook` },
          endsAt: new Date(thisMinute() + 4 * MINUTE).toISOString(),
          fingerprint: Math.floor(chance(labels['service']!) * 1e15).toString(16),
          receivers: [{ name: labels['team'] }],
          startsAt: new Date(since).toISOString(),
          status: { inhibitedBy: [], silencedBy: [], state: 'active' },
          updatedAt: new Date(thisMinute()).toISOString(),
          generatorURL: '',
          labels,
        }));
    },
  );
}

function success(resultType: string, result: unknown): unknown {
  return { status: 'success', data: { resultType, result } };
}

function matrix(text: string, start: number, end: number, step: number): unknown {
  if (!(step > 0) || (end - start) / step > MOST_POINTS) refuse('exceeded maximum resolution');
  const first = Math.ceil(start / step) * step;
  return linesOf(text).map(({ metric, value }) => {
    const values: [number, string][] = [];
    for (let at = first; at <= end; at += step) values.push([at / 1000, String(value(at))]);
    return { metric, values };
  });
}

function vectorOf(text: string, at: number): unknown {
  if (text.startsWith('ALERTS_FOR_STATE'))
    return alertsAt(at)
      .filter(({ labels }) => matches(text, labels))
      .map(({ labels, since }) => ({ metric: labels, value: [at / 1000, String(since / 1000)] }));
  return linesOf(text).map(({ metric, value }) => ({ metric, value: [at / 1000, String(value(at))] }));
}

function matches(text: string, labels: Readonly<Record<string, string>>): boolean {
  const [, label, value] = /\{(\w+)="([^"]*)"\}/.exec(text) ?? [];
  return label !== undefined && labels[label] === value;
}

/** Each part that names its line is one; a query without such parts is one line of its own. */
function linesOf(text: string): Line[] {
  const name = /service="([^"]*)"/.exec(text)?.[1];
  const known = name === undefined || Object.hasOwn(services, name) ? services[name ?? ''] : undefined;
  if (name !== undefined && !known) return [];
  const { rate, slow } = known ?? { rate: 40, slow: 100 };
  const seed = name ?? text;
  const trouble = known?.alert?.severity === 'critical' ? 8 : 1;
  return text.split(' or ').map((part): Line => {
    const line = /"line","([^"]+)"/.exec(part)?.[1];
    const metric: Record<string, string> = line === undefined ? {} : { line };
    const quantile = /histogram_quantile\(([\d.]+)/.exec(part)?.[1];
    if (quantile !== undefined) {
      const share = quantile === '0.5' ? 0.3 : quantile === '0.95' ? 1 : 2.1;
      return { metric, value: (at) => (slow * share * (0.7 + 0.3 * traffic(`${seed} ${quantile}`, at))) / 1000 };
    }
    if (part.includes('code=~'))
      return { metric, value: (at) => rate * 0.0025 * trouble * traffic(`${seed} errors`, at) };
    return { metric, value: (at) => rate * traffic(seed, at) };
  });
}

/** Those that the table names, as long as they last this time. */
function alertsAt(at: number) {
  return Object.entries(services).flatMap(([service, { team, alert }]) => {
    if (!alert) return [];
    const lasts = (2 + chance(service, 'lasts') * 4) * HOUR;
    const since = Math.floor(at / lasts) * lasts - (7 + chance(service) * 20) * MINUTE;
    const labels = { alertname: alert.name, service, team, severity: alert.severity };
    return [{ labels: labels as Record<string, string>, since, summary: alert.summary }];
  });
}

function refuse(message: string): never {
  throw new CallboardError('input-invalid', message);
}
