import type { KindDefinition } from '../kind-definition.ts';
import { aiResource } from './ai-resource.ts';
import { api } from './api.ts';
import { component } from './component.ts';
import { domain } from './domain.ts';
import { group } from './group.ts';
import { location } from './location.ts';
import { resource } from './resource.ts';
import { system } from './system.ts';
import { template } from './template.ts';
import { user } from './user.ts';

/** Kinds that every Callboard knows, in the order in which lists show them. */
export const builtInKinds: KindDefinition[] = [
  component,
  api,
  resource,
  system,
  domain,
  group,
  user,
  template,
  location,
  aiResource,
];
