import { ActionMenu, useAction } from '@callboard/plugin/web';
import { messages } from './messages.ts';
import type { CatalogState } from './use-catalog.ts';

const FORMATS = ['csv', 'json', 'yaml'] as const;

function saveAs(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Takes exactly what the list holds out of the portal. */
export function ExportMenu({ choice }: { choice: CatalogState['choice'] }) {
  const save = useAction(async (api, format: (typeof FORMATS)[number]) => {
    const response = await api.response('/api/callboard/list/export', { body: { ...choice, format } });
    saveAs(await response.blob(), `catalog.${format}`);
  });
  const items = FORMATS.map((format) => ({
    label: messages.exportAs[format],
    onSelect: () => save.mutate(format),
  }));
  return <ActionMenu icon="download" label={messages.export} items={items} busy={save.isPending} />;
}
