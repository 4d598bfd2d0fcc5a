/** Grafana: dashboards by their tags. */
import { z, type Http } from '@callboard/plugin/server';
import { digits } from './chance.ts';
import { services } from './company.ts';

const ask = { permission: 'sample-tools.ask' } as const;

export function addGrafana(http: Http): void {
  const query = z.object({ tag: z.string().max(100).optional(), limit: z.coerce.number().int().max(5000).default(1000) });
  http.get('/grafana/api/search', { ...ask, query }, ({ query: { tag, limit } }) =>
    Object.entries(services)
      .flatMap(([service, { team }]) =>
        ['Golden signals', 'Dependencies and saturation'].map((title, index) => {
          const uid = digits(9, service, title);
          return {
            id: index + 1,
            uid,
            title: `${service}: ${title.toLowerCase()}`,
            uri: `db/${uid}`,
            url: `/d/${uid}/${service}`,
            type: 'dash-db',
            tags: [service, team],
            isStarred: false,
            folderTitle: team,
          };
        }),
      )
      .filter(({ tags }) => tag === undefined || tags.includes(tag))
      .slice(0, limit),
  );
}
