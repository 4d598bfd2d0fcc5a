import { Time } from '@callboard/plugin/web';
import styles from './deployments.module.css';
import { messages } from './messages.ts';
import { byEnvironment } from './place-name.ts';
import { StateMark } from './state-mark.tsx';
import type { Place } from './types.ts';
import { Version } from './version.tsx';

const text = messages.runs;

/** A row for each environment, a column for each region. */
export function PlacesTable({ places }: { places: readonly Place[] }) {
  const environments = [...Map.groupBy(places, ({ environment }) => environment)].sort(([a], [b]) =>
    byEnvironment(a, b),
  );
  const regions = [...new Set(places.map(({ region }) => region))].sort();
  const hasRegions = regions.some((region) => region !== '');
  return (
    <div className={styles.scroll} tabIndex={regions.length > 4 ? 0 : undefined} role="group" aria-label={text.table}>
      <table className={styles.places}>
        <thead className={hasRegions ? undefined : styles.hidden}>
          <tr>
            <th scope="col">{text.environment}</th>
            {regions.map((region) => (
              <th key={region} scope="col">
                {text.regionOf(region)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {environments.map(([environment, some]) => (
            <tr key={environment}>
              <th scope="row">{environment}</th>
              {regions.map((region) => {
                const place = some.find((one) => one.region === region);
                return (
                  <td key={region} className={place ? undefined : styles.without}>
                    {place && hasRegions && <span className={styles.region}>{text.regionOf(region)}</span>}
                    {place && <Cell place={place} />}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ place: { live, latest } }: { place: Place }) {
  const isNews = latest && latest.state !== 'removed' && (!live || latest.since > live.since);
  return (
    <div className={styles.cell}>
      {live && (
        <>
          <Version of={live} />
          <span className={styles.soft}>
            <Time at={live.since} />
            {live.by !== undefined && ` · ${live.by}`}
          </span>
        </>
      )}
      {!live && !isNews && <span className={styles.soft}>{text.nothing}</span>}
      {latest && isNews && (
        <span className={styles.news}>
          <StateMark state={latest.state} /> <b className={styles.version}>{latest.version}</b>
          <span className={styles.soft}>
            <Time at={latest.since} />
          </span>
        </span>
      )}
    </div>
  );
}
