import { ActionMenu, useAction } from '@callboard/plugin/web';
import { messages } from '../messages.ts';
import { filterOf, textParams } from './catalog-query.ts';
import type { CatalogQuery } from './catalog-query.ts';

const FORMATS = ['csv', 'json', 'yaml'] as const;

function saveAs(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Takes what the list shows out of the portal. */
export function ExportMenu({ query }: { query: CatalogQuery }) {
  const save = useAction(async (api, format: (typeof FORMATS)[number]) => {
    const response = await api.response('/api/callboard/export', {
      query: { format, filter: filterOf(query), ...textParams(query) },
    });
    saveAs(await response.blob(), `catalog.${format}`);
  });
  const items = FORMATS.map((format) => ({
    label: messages.catalog.exportAs[format],
    onSelect: () => save.mutate(format),
  }));
  return <ActionMenu icon="download" label={messages.catalog.export} items={items} busy={save.isPending} />;
}
