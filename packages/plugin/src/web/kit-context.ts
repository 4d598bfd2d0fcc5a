import { createContext, useContext } from 'react';
import type { ComponentType } from 'react';
import type { Contributions, KindDefinition } from '@callboard/core';
import type { Api } from './api.ts';

/** A running plugin, as the server lists it. */
export interface PluginInfo {
  id: string;
  name: string;
  description: string;
  version: string;
  owner?: string;
  /** Why it does not run. */
  error?: string;
  /** Where its web half is loaded from, unless that is part of the portal's own web. */
  web?: { module: string; styles: string[] };
  /** `null`: it does not run. */
  contributes: Contributions | null;
}

/** A kind of entity, as this portal knows it. */
export type KindInfo = Omit<KindDefinition, 'schema' | 'variants'>;

/** Who is signed in. */
export interface Viewer {
  /** `user:development/guest`; absent for a bare API token. */
  userEntityRef?: string | undefined;
  ownershipEntityRefs: string[];
  displayName: string;
}

/** What the shell gives to every view. */
export interface Kit {
  api: Api;
  plugins: readonly PluginInfo[];
  /** Empty until they have been told. */
  kinds: readonly KindInfo[];
  viewer: Viewer;
  /** The component that a plugin's web half exports under this name, loaded when first rendered. */
  view(plugin: PluginInfo, name: string): ComponentType<Record<string, unknown>>;
  /** Forgets a component that failed to load, so that the next render tries again. */
  forgetView(plugin: PluginInfo, name: string): void;
}

export const KitContext = createContext<Kit | undefined>(undefined);
export const PluginIdContext = createContext<string | undefined>(undefined);

/** @throws outside the shell */
export function useKit(): Kit {
  const kit = useContext(KitContext);
  if (!kit) throw new Error('This component works only inside the shell.');
  return kit;
}

/** Id of the plugin whose view is being rendered. */
export function usePluginId(): string {
  const id = useContext(PluginIdContext);
  if (!id) throw new Error('This component works only inside the view of a plugin.');
  return id;
}
