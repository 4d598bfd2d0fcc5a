/** PagerDuty: services, who is on call, and incidents, some of which are made up and some opened here. */
import { CallboardError, jsonText, z, type Http } from '@callboard/plugin/server';
import { chance, DAY, HOUR, MINUTE, pick } from './chance.ts';
import { rotas } from './company.ts';

const ask = { permission: 'sample-tools.ask' } as const;
const SITE = 'https://nightjar.pagerduty.example';
const MOST = 50;

interface Incident {
  number: number;
  service: string;
  title: string;
  at: number;
}

/** Opened by somebody who tried it; the newest last. */
const opened: Incident[] = [];

const texts = z.union([z.string(), z.array(z.string())]).default([]);
const id = z.object({ id: z.string().regex(/^P[A-Z0-9]{1,20}$/) });

export function addPager(http: Http): void {
  http.get('/pagerduty/services/:id', { ...ask, params: id }, ({ params }) => ({ service: serviceOf(params.id) }));
  http.get('/pagerduty/oncalls', { ...ask, query: z.object({ 'escalation_policy_ids[]': texts }) }, ({ query }) => ({
    oncalls: [query['escalation_policy_ids[]']].flat().flatMap(onCalls),
    limit: 100,
    offset: 0,
    more: false,
    total: null,
  }));
  http.get('/pagerduty/incidents', { ...ask, query: z.object({ 'service_ids[]': texts }) }, ({ query }) => ({
    incidents: [query['service_ids[]']].flat().flatMap(incidentsOf).map(shown),
    limit: 25,
    offset: 0,
    more: false,
    total: null,
  }));
  const body = z.object({
    incident: z.object({ title: z.string().min(1).max(1024), service: z.object({ id: z.string().max(30) }) }),
  });
  http.post('/pagerduty/incidents', { ...ask, body }, ({ body: { incident } }) => {
    const entry = { number: 5000 + opened.length, service: incident.service.id, title: incident.title, at: Date.now() };
    opened.push(entry);
    if (opened.length > MOST) opened.shift();
    return jsonText(JSON.stringify({ incident: shown(entry) }), 201);
  });
}

function rotaOf(text: string) {
  const [prefix = ''] = /^PNJ[A-Z]{2}/.exec(text) ?? [];
  const rota = Object.hasOwn(rotas, prefix) ? rotas[prefix] : undefined;
  if (!rota) throw new CallboardError('not-found', 'Not Found');
  return { prefix, ...rota };
}

function serviceOf(service: string) {
  const { prefix, team } = rotaOf(service);
  return {
    id: service,
    type: 'service',
    summary: team,
    status: incidentsOf(service).length ? 'critical' : 'active',
    html_url: `${SITE}/service-directory/${service}`,
    escalation_policy: { id: `${prefix}EP`, type: 'escalation_policy_reference', summary: team },
  };
}

/** A week each, from Monday at nine. */
function onCalls(policy: string) {
  const { prefix, team, people } = rotaOf(policy);
  const monday = 4 * DAY + 9 * HOUR;
  const week = Math.floor((Date.now() - monday) / (7 * DAY));
  return [0, 1].map((turn) => {
    const [name, login] = people[(week + turn) % people.length]!;
    return {
      escalation_policy: { id: policy, type: 'escalation_policy_reference', summary: team },
      escalation_level: turn + 1,
      schedule: {
        id: `${prefix}S${turn}`,
        type: 'schedule_reference',
        summary: turn ? `${team}, second` : team,
        html_url: `${SITE}/schedules/${prefix}S${turn}`,
      },
      user: {
        id: `PU${login.length}${prefix}`,
        type: 'user',
        name,
        summary: name,
        email: `${login}@nightjar.example`,
        html_url: `${SITE}/users/${login}`,
      },
      start: new Date(monday + week * 7 * DAY).toISOString(),
      end: new Date(monday + (week + 1) * 7 * DAY).toISOString(),
    };
  });
}

function incidentsOf(service: string): Incident[] {
  const made = opened.filter((incident) => incident.service === service).toReversed();
  const lasts = (3 + chance(service) * 5) * HOUR;
  const turn = Math.floor(Date.now() / lasts);
  // The same things are wrong as at the alerts.
  const [wrong] =
    { PNJAC06: ['Checkouts fail in eu-north'], PNJPB02: ['Plays start slowly'], PNJRT02: ['Encore runs out of memory'] }[
      service
    ] ?? [];
  if (wrong === undefined) return made;
  const at = turn * lasts - (5 + chance(service, turn) * 15) * MINUTE;
  return [...made, { number: 3000 + (turn % 1000), service, title: wrong, at }];
}

function shown({ number, service, title, at }: Incident) {
  const { team, people } = rotaOf(service);
  const [name] = pick(people, service, number);
  return {
    id: `Q${number}`,
    type: 'incident',
    incident_number: number,
    title,
    status: Date.now() - at > 10 * MINUTE ? 'acknowledged' : 'triggered',
    urgency: 'high',
    created_at: new Date(at).toISOString(),
    service: { id: service, type: 'service_reference', summary: team },
    assignments: [{ at: new Date(at).toISOString(), assignee: { type: 'user_reference', summary: name } }],
    html_url: `${SITE}/incidents/Q${number}`,
  };
}
