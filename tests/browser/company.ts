/** A company above the team of the fixture, and a team beside it, for specs that need more than one. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserPortal } from './portal.ts';

const groups = `apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: company, title: The company }
spec: { type: company, children: [playback, discovery] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: discovery, title: Discovery }
spec: { type: team, children: [] }
`;

/** Writes its file, anew where there is one. @param components documents that the company has besides */
export function addCompany(portal: BrowserPortal, components: string): void {
  const folder = join(portal.repositories, 'company');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'catalog-info.yaml'), `${groups}---\n${components}`);
}
