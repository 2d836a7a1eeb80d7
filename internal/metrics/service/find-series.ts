import type { MetricStore } from '../ports/metric-store.ts';

/** What is known of series without their samples. */
export type FindSeries = Pick<MetricStore, 'series' | 'labelNames' | 'labelValues' | 'exemplars' | 'metadata' | 'cardinality'>;

/** Looks series up in the store. */
export const findSeries = (store: FindSeries): FindSeries => ({
  series: (actor, selection) => store.series(actor, selection),
  labelNames: (actor, selection) => store.labelNames(actor, selection),
  labelValues: (actor, label, selection) => store.labelValues(actor, label, selection),
  exemplars: (actor, selection) => store.exemplars(actor, selection),
  metadata: (actor, request) => store.metadata(actor, request),
  cardinality: (actor, limit) => store.cardinality(actor, limit),
});
