import type { Actor } from '#internal/kernel';
import type { Matcher } from '#pkg/matchers';
import type { SeriesSource } from '#pkg/promql';
import type { MetricMetadata, WriteBatch } from '#pkg/remote-write';
import type { Label } from '#pkg/sample-model';
import type { MetricLimits } from '../domain/metric-limits.ts';
import type { Refusal } from '../domain/refusal.ts';

/** What became of a request. What was sent before with the same value counts as written. */
export interface WriteOutcome {
  readonly samples: number;
  readonly histograms: number;
  readonly exemplars: number;
  readonly refusals: readonly Refusal[];
}

/** Milliseconds since 1970, both included. */
export interface TimeRange {
  readonly startMs: number;
  readonly endMs: number;
}

/** A list that may have been cut at the limit that was asked for. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly truncated: boolean;
}

/** Series that fit one of the selectors (all matchers of it) and have samples in the range. */
export interface SeriesSelection extends TimeRange {
  /** None: all series. */
  readonly selectors: readonly (readonly Matcher[])[];
  /** At most this many items; undefined: all. */
  readonly limit?: number | undefined;
}

export interface SeriesExemplars {
  readonly labels: readonly Label[];
  readonly exemplars: readonly { readonly labels: readonly Label[]; readonly value: number; readonly timestampMs: number }[];
}

export interface FamilyMetadata extends MetricMetadata {
  readonly family: string;
}

/** Name and number of series, values, or bytes. */
export interface Counted {
  readonly name: string;
  readonly value: number;
}

/** What one tenant's active series are made of, as in Prometheus's `/status/tsdb`. */
export interface Cardinality {
  readonly series: number;
  readonly labelPairs: number;
  readonly chunks: number;
  /** Of the oldest and newest sample in memory; undefined when there is none. */
  readonly range: TimeRange | undefined;
  readonly seriesByMetric: readonly Counted[];
  readonly valuesByLabel: readonly Counted[];
  readonly memoryByLabel: readonly Counted[];
  readonly seriesByPair: readonly Counted[];
}

/** Samples of tenants: what is written, and what queries read. The tenant is that of the actor. */
export interface MetricStore {
  /**
   * Stores what can be stored; when it resolves, that much is durable. The same request again changes nothing. Throws `unavailable` when
   * nothing was stored and the same request may succeed later.
   */
  write(actor: Actor, batch: WriteBatch, limits: MetricLimits): Promise<WriteOutcome>;
  /**
   * Where PromQL finds the tenant's samples. It rejects with `limit` when a query selects too many series. `lagMs`: how long ago another process may have stored
   * samples that are not seen yet, for callers whom less than the second that readers are promised would not help.
   */
  source(actor: Actor, limits: Pick<MetricLimits, 'maxSeriesPerQuery'>, lagMs?: number): SeriesSource;
  /** Label sets, each sorted by name, in the order of their labels. */
  series(actor: Actor, selection: SeriesSelection): Promise<Listed<readonly Label[]>>;
  /** Sorted. */
  labelNames(actor: Actor, selection: SeriesSelection): Promise<Listed<string>>;
  /** Sorted. */
  labelValues(actor: Actor, label: string, selection: SeriesSelection): Promise<Listed<string>>;
  exemplars(actor: Actor, selection: SeriesSelection): Promise<readonly SeriesExemplars[]>;
  /** By family; a family may have several, when its senders disagree. */
  metadata(actor: Actor, request: { readonly family?: string; readonly limit?: number; readonly limitPerFamily?: number }): Promise<ReadonlyMap<string, readonly MetricMetadata[]>>;
  /** The `limit` largest of each kind. */
  cardinality(actor: Actor, limit: number): Promise<Cardinality>;
  /**
   * The newest moment before which no sample can change any more but by one that arrives out of order, and the newest change of what is older:
   * what a cache of answers needs. `version` rises when anything before `settledMs` changes.
   */
  settled(actor: Actor, limits: Pick<MetricLimits, 'outOfOrderWindowMs'>): Promise<{ readonly settledMs: number; readonly version: number }>;
}
