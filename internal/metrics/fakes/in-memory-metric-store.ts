import { type Actor, type Clock, type TenantId } from '#internal/kernel';
import { limit as limitReached } from '#pkg/apperror';
import { MAX_SELECTOR_PATTERN } from '#pkg/label-index';
import { compileMatchers, type LabelSet, type Matcher } from '#pkg/matchers';
import { Labels, type SeriesRequest, type SeriesSamples, type SeriesSource, valuePredicate } from '#pkg/promql';
import type { MetricMetadata, WriteBatch } from '#pkg/remote-write';
import { compareUtf8, type Label, METRIC_NAME } from '#pkg/sample-model';
import { compareLabelSets, cutAt } from '../domain/label-sets.ts';
import type { MetricLimits } from '../domain/metric-limits.ts';
import type { Cardinality, Counted, Listed, MetricStore, SeriesExemplars, SeriesSelection, WriteOutcome } from '../ports/metric-store.ts';
import { type MemorySeries, querySamples } from './memory-series.ts';
import { type MemoryTenant, newTenant, writeToMemory } from './write-to-memory.ts';

/** Samples in memory, one object each: for unit tests. */
export class InMemoryMetricStore implements MetricStore {
  /** When set, the next writes fail with it. */
  failure: Error | undefined;
  readonly #tenants = new Map<TenantId, MemoryTenant>();

  constructor(private readonly clock: Clock) {}

  async write({ tenantId }: Actor, batch: WriteBatch, limits: MetricLimits): Promise<WriteOutcome> {
    if (this.failure) throw this.failure;
    return writeToMemory(this.#tenant(tenantId), batch, limits, this.clock.now().getTime());
  }

  source({ tenantId }: Actor, { maxSeriesPerQuery }: Pick<MetricLimits, 'maxSeriesPerQuery'>): SeriesSource {
    return { select: async (requests) => requests.map((request) => this.#select(tenantId, request, maxSeriesPerQuery)) };
  }

  async series({ tenantId }: Actor, selection: SeriesSelection): Promise<Listed<readonly Label[]>> {
    const labels = this.#selected(tenantId, selection).map((series) => series.labels);
    return cutAt(labels.sort(compareLabelSets), selection.limit);
  }

  async labelNames({ tenantId }: Actor, selection: SeriesSelection): Promise<Listed<string>> {
    const names = this.#selected(tenantId, selection).flatMap(({ labels }) => labels.map(({ name }) => name));
    return cutAt([...new Set(names)].sort(compareUtf8), selection.limit);
  }

  async labelValues({ tenantId }: Actor, label: string, selection: SeriesSelection): Promise<Listed<string>> {
    const values = this.#selected(tenantId, selection).flatMap(({ labels }) => labels.filter(({ name }) => name === label).map(({ value }) => value));
    return cutAt([...new Set(values)].sort(compareUtf8), selection.limit);
  }

  async exemplars({ tenantId }: Actor, { selectors, startMs, endMs }: SeriesSelection): Promise<readonly SeriesExemplars[]> {
    const wanted = anyOf(selectors);
    return [...this.#tenant(tenantId).series.values()]
      .filter(({ labels }) => wanted(recordOf(labels)))
      .map(({ labels, exemplars }) => ({ labels, exemplars: exemplars.filter(({ timestampMs }) => timestampMs >= startMs && timestampMs <= endMs) }))
      .filter(({ exemplars }) => exemplars.length > 0)
      .sort((one, other) => compareLabelSets(one.labels, other.labels));
  }

  async metadata({ tenantId }: Actor, { family, limit = Infinity, limitPerFamily = Infinity }: { readonly family?: string; readonly limit?: number; readonly limitPerFamily?: number }): Promise<ReadonlyMap<string, readonly MetricMetadata[]>> {
    const families = [...this.#tenant(tenantId).metadata].filter(([name]) => family === undefined || name === family);
    return new Map(families.sort(([one], [other]) => compareUtf8(one, other)).slice(0, limit).map(([name, known]) => [name, [...known.values()].slice(0, limitPerFamily)]));
  }

  async cardinality({ tenantId }: Actor, limit: number): Promise<Cardinality> {
    const all = [...this.#tenant(tenantId).series.values()];
    const labels = all.flatMap((series) => series.labels);
    const pairs = count(labels.map(({ name, value }) => `${name}=${value}`));
    const times = all.flatMap(({ samples }) => samples.map(({ timestamp }) => timestamp));
    const valuesByLabel = new Map<string, Set<string>>();
    for (const { name, value } of labels) valuesByLabel.set(name, (valuesByLabel.get(name) ?? new Set()).add(value));
    const listed = (entries: Iterable<readonly [string, number]>) => [...entries].map(([name, value]): Counted => ({ name, value })).sort((one, other) => other.value - one.value || compareUtf8(one.name, other.name)).slice(0, limit);
    return {
      series: all.length, labelPairs: pairs.size, chunks: all.length,
      range: times.length === 0 ? undefined : { startMs: Math.min(...times), endMs: Math.max(...times) },
      seriesByMetric: listed(count(labels.filter(({ name }) => name === METRIC_NAME).map(({ value }) => value))),
      valuesByLabel: listed([...valuesByLabel].map(([name, values]) => [name, values.size] as const)),
      memoryByLabel: listed(sum(labels.map(({ name, value }) => [name, Buffer.byteLength(name) + Buffer.byteLength(value)] as const))),
      seriesByPair: listed(pairs),
    };
  }

  async settled({ tenantId }: Actor, { outOfOrderWindowMs }: Pick<MetricLimits, 'outOfOrderWindowMs'>): Promise<{ readonly settledMs: number; readonly version: number }> {
    const { newestMs, version } = this.#tenant(tenantId);
    return { settledMs: Math.min(newestMs, this.clock.now().getTime()) - outOfOrderWindowMs, version };
  }

  #tenant(tenantId: TenantId): MemoryTenant {
    const known = this.#tenants.get(tenantId) ?? newTenant();
    this.#tenants.set(tenantId, known);
    return known;
  }

  #select(tenantId: TenantId, { matchers, startMs, endMs }: SeriesRequest, maxSeries: number): SeriesSamples[] {
    const conditions = matchers.map((matcher) => ({ name: matcher.name, holds: valuePredicate(matcher) }));
    const found = [...this.#tenant(tenantId).series.values()].filter(({ labels }) => conditions.every(({ name, holds }) => holds(labels.find((label) => label.name === name)?.value ?? '')));
    if (found.length > maxSeries) throw limitReached(`the query selects more than ${maxSeries} series`);
    return found.map((series) => querySamples(series, new Labels(series.labels.map(({ name }) => name), series.labels.map(({ value }) => value)), { startMs, endMs })).filter(({ timestamps }) => timestamps.length > 0);
  }

  #selected(tenantId: TenantId, { selectors, startMs, endMs }: SeriesSelection): MemorySeries[] {
    const wanted = anyOf(selectors);
    const isInRange = ({ samples }: MemorySeries) => samples.some(({ timestamp }) => timestamp >= startMs && timestamp <= endMs);
    return [...this.#tenant(tenantId).series.values()].filter((series) => isInRange(series) && wanted(recordOf(series.labels)));
  }
}

const recordOf = (labels: readonly Label[]): LabelSet => Object.fromEntries(labels.map(({ name, value }) => [name, value]));

function anyOf(selectors: readonly (readonly Matcher[])[]): (labels: LabelSet) => boolean {
  const each = selectors.map((matchers, index) => compileMatchers(matchers, `/selectors/${index}`, MAX_SELECTOR_PATTERN));
  return (labels) => each.length === 0 || each.some((holds) => holds(labels));
}

const count = (names: readonly string[]): Map<string, number> => sum(names.map((name) => [name, 1] as const));

function sum(entries: readonly (readonly [string, number])[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [name, value] of entries) sums.set(name, (sums.get(name) ?? 0) + value);
  return sums;
}
