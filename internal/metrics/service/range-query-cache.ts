import type { TenantId } from '#internal/kernel';
import type { ResultSeries } from '#pkg/promql';

/** Values of a range query up to a moment before which nothing changes unless the version does. */
export interface KnownRange {
  /** The first and the last step. */
  readonly startMs: number;
  readonly untilMs: number;
  readonly series: readonly ResultSeries[];
  /** Of what is older than the settled moment (`MetricStore.settled`). */
  readonly version: number;
}

/** What makes two range queries have the same values at the same steps. */
export interface RangeKey {
  readonly tenantId: TenantId;
  readonly query: string;
  readonly startMs: number;
  readonly stepMs: number;
  readonly lookbackMs: number | undefined;
}

export interface RangeCacheLimits {
  readonly bytes: number;
  readonly bytesPerTenant: number;
}

interface Entry extends KnownRange {
  readonly tenantId: TenantId;
  readonly bytes: number;
}

const DEFAULT_LIMITS: RangeCacheLimits = { bytes: 128 * 1024 * 1024, bytesPerTenant: 32 * 1024 * 1024 };

/** Keeps values of range queries that were asked lately, in this process. What was used longest ago goes first, of the tenant that is over its share before others. */
export class RangeQueryCache {
  /** In the order of use. */
  private readonly entries = new Map<string, Entry>();
  private readonly ofTenant = new Map<TenantId, number>();
  private total = 0;

  constructor(private readonly limits: RangeCacheLimits = DEFAULT_LIMITS) {}

  get bytes(): number {
    return this.total;
  }

  /** The values of the first steps of a range, as far as they are known. */
  find(key: RangeKey, endMs: number, version: number): { readonly untilMs: number; readonly series: readonly ResultSeries[] } | undefined {
    const name = nameOf(key);
    const entry = this.entries.get(name);
    if (!entry) return undefined;
    if (entry.version !== version) return void this.drop(name, entry);
    const untilMs = Math.min(entry.untilMs, key.startMs + Math.floor((endMs - key.startMs) / key.stepMs) * key.stepMs);
    if (key.startMs < entry.startMs || untilMs < key.startMs) return undefined;
    this.entries.delete(name);
    this.entries.set(name, entry);
    return { untilMs, series: cut(entry.series, key.startMs, untilMs) };
  }

  keep(key: RangeKey, known: KnownRange): void {
    const name = nameOf(key);
    const bytes = sizeOf(known.series) + 2 * name.length;
    const before = this.entries.get(name);
    if (before) this.drop(name, before);
    if (bytes > this.limits.bytesPerTenant) return;
    this.entries.set(name, { ...known, tenantId: key.tenantId, bytes });
    this.account(key.tenantId, bytes);
    for (const [other, entry] of this.entries) {
      const tenantIsOver = (this.ofTenant.get(key.tenantId) ?? 0) > this.limits.bytesPerTenant;
      if (!tenantIsOver && this.total <= this.limits.bytes) return;
      if (other !== name && (!tenantIsOver || entry.tenantId === key.tenantId)) this.drop(other, entry);
    }
  }

  private drop(name: string, { tenantId, bytes }: Entry): void {
    this.entries.delete(name);
    this.account(tenantId, -bytes);
  }

  private account(tenantId: TenantId, bytes: number): void {
    this.total += bytes;
    const own = (this.ofTenant.get(tenantId) ?? 0) + bytes;
    if (own > 0) this.ofTenant.set(tenantId, own);
    else this.ofTenant.delete(tenantId);
  }
}

// Steps at the same distance from each other are the same steps when they begin at the same rest.
const nameOf = ({ tenantId, query, startMs, stepMs, lookbackMs }: RangeKey): string =>
  `${tenantId} ${stepMs} ${((startMs % stepMs) + stepMs) % stepMs} ${lookbackMs ?? ''} ${query}`;

/** Of an entry of a map, its objects and its labels, about. */
const BYTES_OF_SERIES = 400;

const sizeOf = (series: readonly ResultSeries[]): number =>
  series.reduce((sum, { labels, floats }) => sum + BYTES_OF_SERIES + 16 * floats.times.length + 2 * labels.values.reduce((length, value) => length + value.length, 0), 0);

function cut(all: readonly ResultSeries[], startMs: number, untilMs: number): ResultSeries[] {
  return all.flatMap((series) => {
    const { times, values } = series.floats;
    const [from, to] = [firstAtOrAfter(times, startMs), firstAtOrAfter(times, untilMs + 1)];
    if (from === 0 && to === times.length) return [series];
    return to === from ? [] : [{ labels: series.labels, floats: { times: times.subarray(from, to), values: values.subarray(from, to) }, histograms: [] }];
  });
}

function firstAtOrAfter(times: Float64Array, timeMs: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
