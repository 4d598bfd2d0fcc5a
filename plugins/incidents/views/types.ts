import type { Contacts } from '@callboard/plugin/web';

export interface Block<Data> {
  state: 'fresh' | 'kept' | 'absent' | 'failed';
  data?: Data | null;
  at?: string;
  problem?: string;
}

export interface Titled {
  title: string;
  url: string;
}

export interface Owner {
  entityRef: string;
  title: string;
  isPresent: boolean;
  contacts: Contacts;
}

export interface Dependency {
  entityRef: string;
  title: string;
  depth: 1 | 2;
  api?: string;
  through?: string;
  isPresent: boolean;
  owners: string[];
}

export interface About {
  title: string;
  ownedBy: string[];
  owners: Owner[];
  runbooks: Titled[];
  links: Titled[];
  dependencies: Dependency[];
}

export interface OnCall {
  people: { name: string; entityRef?: string; role?: string; until?: string; contacts?: Titled[] }[];
  url?: string;
  pageUrl?: string;
  note?: string;
}

export interface Alert {
  entityRef: string;
  name: string;
  severity: 'critical' | 'warning' | 'info';
  since: string;
  summary?: string;
  url?: string;
  runbook?: string;
  note?: string;
}

export interface Deployment {
  id: string;
  version: string;
  environment: string;
  region: string;
  state: string;
  since: string;
  by?: string;
  commit?: string;
  commitUrl?: string;
  isSample?: true;
}

export interface Incident {
  entityRef: string;
  blocks: {
    catalog: Block<About>;
    'on-call': Block<OnCall>;
    alerts: Block<Alert[]>;
    deployments: Block<Deployment[]>;
  };
}
