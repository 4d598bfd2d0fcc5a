/** From reports as they are sent to what is stored, with a warning for everything about them that is odd. */
import { isPresent, type Catalog } from '../catalog.ts';
import type { Report } from '../schema.ts';
import type { Recorder } from './recorder.ts';
import { keyOf, type Recorded } from './write.ts';

export interface ReportWarning {
  /** Which of the reports, from 0. */
  index: number;
  reason: 'entity-unknown' | 'clock-ahead' | 'callback-unsigned' | 'repository-unknown';
  message: string;
  hint: string;
}

export interface ReportAnswer {
  items: (Recorded & Pick<Report, 'entityRef' | 'environment' | 'region' | 'state'>)[];
  warnings: ReportWarning[];
}

export interface Reporting {
  recorder: Recorder;
  catalog: Catalog;
  /** Whether calls to deployers can be signed. */
  signsCalls: boolean;
  now(): number;
}

/** How far ahead the clock of a reporter may be. */
const AHEAD = 120_000;

/** Stores them. Nothing that can be read is turned away: what is odd about it is said. */
export async function report(
  { recorder, catalog, signsCalls, now }: Reporting,
  reports: readonly Report[],
  by: string,
): Promise<ReportAnswer> {
  const warnings: ReportWarning[] = [];
  const at = new Date(now()).toISOString();
  const incoming = reports.map((one, index) => {
    const warn = (reason: ReportWarning['reason'], message: string, hint: string) =>
      warnings.push({ index, reason, message, hint });
    if (!isPresent(catalog, one.entityRef))
      warn(
        'entity-unknown',
        `${one.entityRef} is not in the catalog`,
        'The deployment is kept, and shows up as soon as there is an entity of that name; check the spelling.',
      );
    if (one.callback !== undefined && !signsCalls)
      warn(
        'callback-unsigned',
        'The callback will not be called: the portal has no secret to sign calls with',
        'Ask for the decision instead, or have callbackSecret of the plugin deployments set.',
      );
    const isAhead = one.at !== undefined && Date.parse(one.at) > now() + AHEAD;
    if (isAhead)
      warn('clock-ahead', `${one.at} has not come yet; the time of arrival is taken`, 'Set the clock of the reporter.');
    return { ...one, at: isAhead ? at : (one.at ?? at), key: keyOf(one), reporter: by };
  });
  const results = await recorder.record(incoming);
  const items = results.map((result, index) => {
    const { entityRef, environment, region, state } = reports[index]!;
    return { ...result, entityRef, environment, ...(region === undefined ? {} : { region }), state };
  });
  return { items, warnings };
}
