/** SonarQube and Snyk: findings that become fewer and more from week to week. */
import { z, type Http } from '@callboard/plugin/server';
import { chance, DAY, digits } from './chance.ts';

const ask = { permission: 'sample-tools.ask' } as const;
const typical = { BLOCKER: 1.4, CRITICAL: 5, MAJOR: 40, MINOR: 70, INFO: 12 } as const;
type Severity = keyof typeof typical;
const severities = Object.keys(typical) as Severity[];
const key = z.string().min(1).max(400);

function countOf(project: string, severity: Severity | 'TODAY'): number {
  const typically = severity === 'TODAY' ? 30 : typical[severity];
  const day = Math.floor(Date.now() / DAY);
  const swings = 1 + 0.15 * Math.sin(day / (5 + chance(project, severity) * 9));
  return Math.floor(typically * 2 * chance(project, severity) * swings);
}

export function addSonar(http: Http): void {
  const query = z.object({
    componentKeys: key,
    severities: z.string().max(100).default(severities.join(',')),
  });
  http.get('/sonar/api/issues/search', { ...ask, query }, ({ query: { componentKeys, severities: wanted } }) => {
    const asked = severities.filter((severity) => wanted.split(',').includes(severity));
    const values = asked.map((severity) => ({ val: severity, count: countOf(componentKeys, severity) }));
    const total = values.reduce((sum, { count }) => sum + count, 0);
    return { total, p: 1, ps: 1, paging: { pageIndex: 1, pageSize: 1, total }, issues: [], facets: [{ property: 'severities', values }] };
  });
  http.get(
    '/sonar/api/measures/component',
    { ...ask, query: z.object({ component: key, metricKeys: z.string().max(1000) }) },
    ({ query: { component, metricKeys } }) => {
      const grave = countOf(component, 'BLOCKER');
      const values: Record<string, string> = {
        alert_status: grave > 1 ? 'ERROR' : 'OK',
        coverage: (62 + chance(component) * 33 + chance(component, Math.floor(Date.now() / DAY))).toFixed(1),
        bugs: String(countOf(component, 'CRITICAL')),
        vulnerabilities: String(grave),
        security_hotspots: String(Math.floor(chance(component, 'hotspots') * 6)),
        code_smells: String(countOf(component, 'MAJOR') + countOf(component, 'MINOR')),
        duplicated_lines_density: (chance(component, 'twice') * 7).toFixed(1),
      };
      const wanted = metricKeys.split(',').filter((metric) => Object.hasOwn(values, metric));
      return {
        component: {
          key: component,
          name: component,
          qualifier: 'TRK',
          measures: wanted.map((metric) => ({ metric, value: values[metric] })),
        },
      };
    },
  );
}

export function addSnyk(http: Http): void {
  const query = z.object({ 'scan_item.id': key, version: z.string() });
  http.get('/snyk/rest/orgs/:org/issues', { ...ask, query }, ({ query: { 'scan_item.id': project } }) => ({
    jsonapi: { version: '1.0' },
    data: Array.from({ length: Math.min(countOf(project, 'TODAY'), 100) }, (_one, index) => {
      const share = chance(project, index);
      const level = share < 0.05 ? 'critical' : share < 0.25 ? 'high' : share < 0.65 ? 'medium' : 'low';
      return {
        id: digits(32, project, index),
        type: 'issue',
        attributes: { effective_severity_level: level, ignored: false, status: 'open', type: 'package_vulnerability' },
      };
    }),
    links: {},
  }));
}
