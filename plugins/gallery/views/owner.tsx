import { EntityLink, refIn } from '@callboard/plugin/web';

/** The team that keeps a plugin; the manifest may leave out that it is a group. */
export function Owner({ owner }: { owner: string }) {
  return <EntityLink entityRef={refIn({ metadata: { name: '' } }, owner, 'group') ?? owner} />;
}
