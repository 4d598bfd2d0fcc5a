import { useKinds } from '@callboard/plugin/web';

/** What people call a kind where it stands alone; a kind that the portal does not know goes by its name. */
export function useKindTitle(): (kind: string) => string {
  const kinds = useKinds();
  return (kind) => {
    const title = kinds.find((one) => one.kind.toLowerCase() === kind.toLowerCase())?.singular ?? kind;
    return title.replace(/^./, (first) => first.toUpperCase());
  };
}
