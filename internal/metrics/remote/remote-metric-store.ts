import type { Actor } from '#internal/kernel';
import type { SeriesSource } from '#pkg/promql';
import type { MetricMetadata, WriteBatch } from '#pkg/remote-write';
import { METRIC_TYPES } from '#pkg/remote-write';
import { compareUtf8, type Label, METRIC_NAME } from '#pkg/sample-model';
import { compareLabelSets, cutAt } from '../domain/label-sets.ts';
import type { MetricLimits } from '../domain/metric-limits.ts';
import type { Cardinality, Listed, MetricStore, SeriesExemplars, SeriesSelection, WriteOutcome } from '../ports/metric-store.ts';
import { cardinalityOf } from './remote-cardinality.ts';
import { RemoteHttp } from './remote-http.ts';
import { RemoteSeriesSource } from './remote-series-source.ts';
import type { RemoteStoreOptions } from './remote-store-options.ts';
import { RemoteTenancyOf } from './remote-tenancy.ts';
import { writeRemotely } from './remote-writer.ts';

type LabelRecord = Readonly<Record<string, string>>;

/**
 * Samples in a store that somebody else runs and that speaks Prometheus's protocols. It judges and keeps samples in its own way: out of order windows,
 * retention and limits are its settings. Native histograms and start times are sent on but do not come back by its API; nor do staleness markers,
 * where the dialect is Prometheus's. It counts nothing as settled, so answers are not remembered.
 */
export class RemoteMetricStore implements MetricStore {
  private readonly http: RemoteHttp;

  constructor(private readonly options: RemoteStoreOptions) {
    this.http = new RemoteHttp(options);
  }

  write({ tenantId }: Actor, batch: WriteBatch, limits: MetricLimits): Promise<WriteOutcome> {
    return writeRemotely(this.http, this.options, tenantId, batch, limits);
  }

  source(actor: Actor, { maxSeriesPerQuery }: Pick<MetricLimits, 'maxSeriesPerQuery'>): SeriesSource {
    return new RemoteSeriesSource(this.http, this.options, this.tenancyOf(actor), maxSeriesPerQuery);
  }

  async series(actor: Actor, selection: SeriesSelection): Promise<Listed<readonly Label[]>> {
    const tenancy = this.tenancyOf(actor);
    const found = await this.list<LabelRecord>('series', tenancy, selection);
    return cutAt(found.map((labels) => tenancy.unmarked(labels)).sort(compareLabelSets), selection.limit);
  }

  async labelNames(actor: Actor, selection: SeriesSelection): Promise<Listed<string>> {
    const tenancy = this.tenancyOf(actor);
    const names = await this.list<string>('labels', tenancy, selection);
    // VictoriaMetrics knows this one also where there is no series at all.
    if (names.length === 1 && names[0] === METRIC_NAME && (await this.labelValues(actor, METRIC_NAME, { ...selection, limit: 1 })).items.length === 0) return { items: [], truncated: false };
    return cutAt(names.filter((name) => name !== tenancy.label).sort(compareUtf8), selection.limit);
  }

  async labelValues(actor: Actor, label: string, selection: SeriesSelection): Promise<Listed<string>> {
    const tenancy = this.tenancyOf(actor);
    if (label === tenancy.label || label === '') return { items: [], truncated: false };
    const name = /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label) ? label : `U__${escapedName(label)}`;
    return cutAt((await this.list<string>(`label/${encodeURIComponent(name)}/values`, tenancy, selection, 'GET')).sort(compareUtf8), selection.limit);
  }

  async exemplars(actor: Actor, { selectors, startMs, endMs }: SeriesSelection): Promise<readonly SeriesExemplars[]> {
    const tenancy = this.tenancyOf(actor);
    const queries = [...new Set((selectors.length === 0 ? [[]] : selectors).map((matchers) => tenancy.selector(matchers)))].filter((text) => text !== undefined);
    const answers = await Promise.all(queries.map((query) => this.http.query('query_exemplars', new URLSearchParams({ query, ...seconds({ startMs, endMs }) }), tenancy.headers)));
    const bySeries = new Map(listOf<RemoteExemplars>(answers.flat()).map((entry): [string, SeriesExemplars] => {
      const labels = tenancy.unmarked(entry.seriesLabels);
      return [JSON.stringify(labels), { labels, exemplars: entry.exemplars.map(({ labels: own, value, timestamp }) => ({ labels: tenancy.unmarked(own), value: Number(value), timestampMs: Math.round(timestamp * 1000) })) }];
    }));
    return [...bySeries.values()].sort((one, other) => compareLabelSets(one.labels, other.labels));
  }

  async metadata(actor: Actor, { family, limit, limitPerFamily }: { readonly family?: string; readonly limit?: number; readonly limitPerFamily?: number }): Promise<ReadonlyMap<string, readonly MetricMetadata[]>> {
    const tenancy = this.tenancyOf(actor);
    // Metadata has no labels: one that marks tenants would not keep theirs apart.
    if (tenancy.label !== undefined) return new Map();
    const parameters = new URLSearchParams({ ...(family === undefined ? {} : { metric: family }), ...(limit === undefined ? {} : { limit: String(limit) }), ...(limitPerFamily === undefined ? {} : { limit_per_metric: String(limitPerFamily) }) });
    const data = ((await this.http.query('metadata', parameters, tenancy.headers, { method: 'GET' })) ?? {}) as Readonly<Record<string, readonly Partial<MetricMetadata>[]>>;
    const families = Object.entries(data).sort(([one], [other]) => compareUtf8(one, other));
    return new Map(families.map(([name, entries]) => [name, entries.map(({ type, help = '', unit = '' }) => ({ type: METRIC_TYPES.find((known) => known === type) ?? 'unknown', help, unit }))]));
  }

  async cardinality(actor: Actor, limit: number): Promise<Cardinality> {
    const tenancy = this.tenancyOf(actor);
    const parameters = tenancy.parameters([]) ?? new URLSearchParams();
    parameters.set('limit', String(limit));
    parameters.set('topN', String(limit + 1));
    return cardinalityOf(await this.http.query('status/tsdb', parameters, tenancy.headers, { method: 'GET' }), tenancy.label, limit);
  }

  async settled(): Promise<{ readonly settledMs: number; readonly version: number }> {
    return { settledMs: 0, version: 0 };
  }

  /** Closes its connections, once what is under way is answered. */
  stop(): Promise<void> {
    return this.http.close();
  }

  private tenancyOf({ tenantId }: Actor): RemoteTenancyOf {
    return new RemoteTenancyOf(this.options, tenantId);
  }

  private async list<Item>(path: string, tenancy: RemoteTenancyOf, { selectors, limit, ...range }: SeriesSelection, method: 'GET' | 'POST' = 'POST'): Promise<Item[]> {
    const parameters = tenancy.parameters(selectors);
    if (!parameters) return [];
    for (const [name, value] of Object.entries(seconds(range))) parameters.set(name, value);
    // One more tells that there are more; one more again may be the label that marks the tenant.
    if (limit !== undefined) parameters.set('limit', String(limit + 2));
    return [...listOf<Item>(await this.http.query(path, parameters, tenancy.headers, { method }))];
  }
}

interface RemoteExemplars {
  readonly seriesLabels: LabelRecord;
  readonly exemplars: readonly { readonly labels: LabelRecord; readonly value: string | number; readonly timestamp: number }[];
}

const listOf = <Item>(data: unknown): readonly Item[] => (Array.isArray(data) ? (data as readonly Item[]) : []);

/** The latest time that stores understand: the year 2200. */
const MAX_MS = 7_258_118_400_000;
const seconds = ({ startMs, endMs }: { readonly startMs: number; readonly endMs: number }): { readonly start: string; readonly end: string } => ({ start: text(startMs), end: text(endMs) });
const text = (ms: number): string => (Math.min(MAX_MS, Math.max(0, ms)) / 1000).toFixed(3);

/** Prometheus's way to write any name in a path (`U__` and what is no letter or digit as its code between underscores). */
const escapedName = (name: string): string =>
  [...name].map((character) => (/[a-zA-Z0-9]/.test(character) ? character : character === '_' ? '__' : `_${(character.codePointAt(0) ?? 0).toString(16)}_`)).join('');
