import { lazy, Suspense } from 'react';
import type { ComponentType } from 'react';
import type { Show } from '@callboard/core/declared';
import { LoadingLines } from '../states.tsx';
import { isEmpty } from './data.ts';
import styles from './declared.module.css';
import { FrameView, PictureView } from './frame-view.tsx';
import { KeyValueView } from './key-value-view.tsx';
import { LinksView, ListView, TimelineView } from './list-views.tsx';
import { MarkdownView } from './markdown-view.tsx';
import { messages } from './messages.ts';
import { MetricView } from './metric-view.tsx';
import { StatusView } from './status-view.tsx';
import { TableView } from './table-view.tsx';

/** Views of what a data source answers. */
export type DataView = Exclude<Show['view'], 'facts' | 'badge'>;
export type DataShow = Extract<Show, { view: DataView }>;

/** What every built-in view is given. */
export interface ShownProps<View extends DataView> {
  show: Extract<Show, { view: View }>;
  /** Whatever the data source answers; nothing is promised of its shape. */
  data: unknown;
}

const views: { [View in DataView]: ComponentType<ShownProps<View>> } = {
  table: TableView,
  keyValue: KeyValueView,
  list: ListView,
  status: StatusView,
  metric: MetricView,
  timeline: TimelineView,
  series: lazy(async () => ({ default: (await import('./series-view.tsx')).SeriesView })),
  links: LinksView,
  markdown: MarkdownView,
  picture: PictureView,
  frame: FrameView,
  radar: lazy(async () => ({ default: (await import('./radar-view.tsx')).RadarView })),
};

/** Data in the view that the manifest names for it. */
export function ShownData({ show, data }: { show: DataShow; data: unknown }) {
  if (isEmpty(data)) return <p className={styles.faint}>{show.empty ?? messages.empty}</p>;
  const View = views[show.view] as ComponentType<{ show: DataShow; data: unknown }>;
  return (
    <Suspense fallback={<LoadingLines lines={7} />}>
      <View show={show} data={data} />
    </Suspense>
  );
}
