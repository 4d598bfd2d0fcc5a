/** What the API tells of plugins. */

export type SettingType = 'string' | 'number' | 'boolean' | 'array' | 'object';

export interface PluginSetting {
  name: string;
  type: SettingType;
  description: string;
  secret: boolean;
  default?: unknown;
  /** Absent when nothing is set; never of a secret. */
  value?: unknown;
  isSet: boolean;
  /** The configuration says it. */
  locked: boolean;
}

export interface PluginPackage {
  hash: string;
  version: string;
  origin: string;
  addedAt: string;
  addedBy: string;
}

/** One thing that a plugin adds; which of these it has depends on the extension point. */
export interface Contributed {
  id?: string;
  path?: string;
  name?: string;
  title?: string;
  feature?: string;
  description?: string;
  appliesTo?: string | undefined;
  place?: string;
}

export interface PluginManifest {
  category?: string;
  services: { offers: string[]; uses: string[] };
  contributes: Record<string, Contributed[]>;
}

export interface PluginHealth {
  requests: number;
  errors: number;
  /** 0 to 1. */
  errorRate: number;
  /** Milliseconds. */
  p95?: number;
  lastError?: { at: string; message: string; where: string };
}

export interface PluginService {
  /** Of its manifest. */
  url: string;
  /** When the manifest that runs was read, and the last look at it. */
  readAt?: string;
  checkedAt?: string;
  /** What was wrong with the manifest then. */
  problem?: string;
  /** Absent for one that the configuration names. */
  addedBy?: string;
  /** It failed several times in a row, and is not asked for a while. */
  resting: boolean;
}

export interface Plugin {
  id: string;
  name: string;
  description: string;
  version: string;
  owner?: string;
  /** Why it does not run. */
  error?: string;
  kind: 'built-in' | 'folder' | 'package' | 'remote';
  enabled: boolean;
  /** Settings without a value that something of it waits for, and is not shown until then. */
  missed?: string[];
  /** Why the portal switched it off. */
  reason?: string;
  /** The configuration switches it off. */
  locked?: boolean;
  package?: PluginPackage;
  /** What ran before. */
  previous?: PluginPackage;
  /** Of one that is a service of its own. */
  remote?: PluginService;
  settings: PluginSetting[];
  /** Absent when it is not right. */
  manifest?: PluginManifest;
  health?: PluginHealth;
  use?: { people: number; days: number };
}

export interface PluginList {
  items: Plugin[];
  /** Whether the viewer may change plugins. */
  mayManage: boolean;
}
