/** What words of tools mean: five levels, each with an icon beside its word. */
export type StatusLevel = 'good' | 'warn' | 'bad' | 'busy' | 'neutral';

const words: Record<Exclude<StatusLevel, 'neutral'>, string> = {
  good: 'ok up good green pass passed passing success successful succeeded healthy operational available active ready resolved done completed complete merged online normal approved',
  warn: 'warn warning degraded unstable yellow amber acknowledged maintenance partial medium flaky outdated stale',
  bad: 'error errored bad down fail failed failing failure fatal critical red unhealthy firing triggered outage offline broken blocked high major timeout timedout rejected',
  busy: 'pending running queued waiting inprogress building deploying starting created scheduled testing progressing',
};

const levels = new Map(
  Object.entries(words).flatMap(([level, list]) => list.split(' ').map((word) => [word, level as StatusLevel])),
);

export function levelOf(status: string): StatusLevel {
  return levels.get(status.toLowerCase().replace(/[\s_-]/g, '')) ?? 'neutral';
}

export const levelIcons: Record<StatusLevel, string> = {
  good: 'done',
  warn: 'warning',
  bad: 'error',
  busy: 'waiting',
  neutral: 'unknown',
};
