/** Every text of the incident view that a person sees. */
import { formatCount } from '@callboard/plugin/web';

function many(count: number, one: string, other: string): string {
  return `${formatCount(count)} ${count === 1 ? one : other}`;
}

export const messages = {
  title: (name: string) => `Incident: ${name}`,
  entity: 'Its page in the catalog',
  start: {
    title: 'Incident',
    text: 'Type the name of what is in trouble: runbook, who is on call, channel, alerts and last deployments on one page.',
    label: 'Service',
    placeholder: 'Type the name of a service',
    recent: 'Looked at lately',
  },
  card: {
    open: 'Open the incident view',
    text: 'Runbook, on call, alerts, last deployments and dependencies on one page.',
  },
  asOf: 'As of',
  fresh: 'Now',
  offline: 'The portal does not answer. What is here is as it was.',
  kept: 'This is what was last known.',
  runbook: {
    title: 'Runbook',
    none: 'It has no runbook. Add a link of type runbook to its description:',
    copy: 'Copy the lines',
    more: 'Dashboards and more',
  },
  onCall: {
    title: 'On call now',
    none: 'The tool knows no schedule for it.',
    absent:
      'No plugin offers on-call. Install one for the tool that knows your schedules; until then ask in the channel of the owner.',
    until: 'ends',
    schedule: 'Schedule',
    page: 'Page them',
  },
  owner: {
    title: 'Owner and channel',
    none: 'It has no owner. Add spec.owner to its description.',
    noChannel: 'No channel is known. The team can add the annotation callboard.dev/chat-channel.',
    gone: 'Not in the catalog',
  },
  alerts: {
    title: 'Alerts',
    none: 'No alert fires for it.',
    absent:
      'No plugin offers alerts. Install one for your monitoring, and what fires shows here and beside each dependency.',
    severities: { critical: 'Critical', warning: 'Warning', info: 'Info' },
    runbook: 'Runbook',
    firing: (count: number) => many(count, 'alert fires', 'alerts fire'),
  },
  deployments: {
    title: 'Last deployments',
    none: 'None has been reported. A change by hand, a flag or a certificate may be behind it.',
    absent: 'No plugin offers deployments. Switch on the plugin Deployments, and have pipelines report to it.',
    states: {
      pending: 'Waiting',
      running: 'Deploying',
      canary: 'Canary',
      succeeded: 'Deployed',
      failed: 'Failed',
      aborted: 'Aborted',
      removed: 'Removed',
    } as Readonly<Record<string, string>>,
    commit: 'Commit',
    sample: 'Sample data',
    all: 'All deployments',
  },
  dependencies: {
    title: 'Depends on',
    none: 'It says that it depends on nothing.',
    direct: 'Directly',
    indirect: 'Through those',
    quiet: 'No alert',
    gone: 'Not in the catalog',
    through: (name: string) => `through ${name}`,
    api: (name: string) => `for ${name}`,
    incident: (name: string) => `Incident view of ${name}`,
  },
  failed: 'It cannot be said.',
} as const;
