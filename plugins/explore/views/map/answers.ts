import type { Count, DomainFacts, Page, SystemFacts } from '../types.ts';

export interface DomainItem extends DomainFacts {
  description?: string;
}

export interface DomainsAnswer extends Page<DomainItem> {
  loose: { systems: number; counts: Count[] };
}

/** What stands in the address for "in no domain". */
export const LOOSE = 'none';

export interface SystemItem extends SystemFacts {
  description?: string;
}
