import type { Transaction } from 'kysely';
import type { TablesOf } from '#internal/db';
import type { TenantId } from '#internal/kernel';
import type { Matcher } from '#pkg/matchers';
import type { Label } from '#pkg/sample-model';
import type { TimeRange } from '../ports/metric-store.ts';
import type { SharedTimes } from './shared-times.ts';

/** A transaction that sees the tables of this context. */
export type MetricsTransaction = Transaction<TablesOf<'metrics'>>;

/** Compressed samples of one series (`pkg/xor-chunk`). Times are those of the first and last sample, in milliseconds. */
export interface ArchivedChunk {
  readonly seriesId: number;
  readonly kind: 'float' | 'histogram';
  readonly startMs: number;
  readonly endMs: number;
  readonly samples: number;
  readonly data: Uint8Array;
}

/** A chunk that was read. Of two samples of a series at the same time, that of the chunk with the lower `seq` counts. */
export interface StoredChunk extends ArchivedChunk {
  readonly seq: number;
  /** Of what is in a block, where `data` are values only (`pkg/sample-block`): the times of all its series. */
  readonly times?: SharedTimes;
}

/** A series and its labels, sorted by name. */
export interface FoundSeries {
  readonly id: number;
  readonly labels: readonly Label[];
}

/** One of them must hold, all matchers of it; none: all series. */
export type Selectors = readonly (readonly Matcher[])[];

/** Samples that have left the head: chunks on disk, and an index of the labels of their series. */
export interface ChunkArchive {
  /**
   * Stores chunks of series that are in `metrics.series`. The same chunk again changes nothing. The index is made sure of. Ids of series are
   * below 2^32 and belong to one set of labels for ever; no sample is older than 1970.
   */
  store(trx: MetricsTransaction, tenantId: TenantId, chunks: readonly ArchivedChunk[]): Promise<void>;
  /** Chunks with samples in the range, by series, and of each the first stored first; they may overlap and reach out of it. */
  read(trx: MetricsTransaction, tenantId: TenantId, seriesIds: readonly number[], range: TimeRange): Promise<readonly StoredChunk[]>;
  /** In the same order, and each with its times, the chunks that end at `sinceMs` or later, of the series behind `afterSeriesId`: all of each series, and in all about `limit`. None: there are no more. */
  recent(trx: MetricsTransaction, tenantId: TenantId, sinceMs: number, afterSeriesId: number, limit: number): Promise<readonly StoredChunk[]>;
  /** Ids, rising, of the series that have samples on the days of the range: at most `limit` of them. */
  findIds(trx: MetricsTransaction, tenantId: TenantId, selectors: Selectors, range: TimeRange, limit: number): Promise<Uint32Array>;
  /** Labels of series, by id, packed as `pkg/series-head` does. */
  packedLabels(trx: MetricsTransaction, tenantId: TenantId, ids: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** Series, by id, that have samples on the days of the range: at most `limit` of them. */
  findSeries(trx: MetricsTransaction, tenantId: TenantId, selectors: Selectors, range: TimeRange, limit?: number): Promise<readonly FoundSeries[]>;
  /** Names of labels of those series, sorted. Without selectors: of all series in the archive. */
  labelNames(trx: MetricsTransaction, tenantId: TenantId, selectors: Selectors, range: TimeRange): Promise<readonly string[]>;
  /** Values of a label of those series, sorted. */
  labelValues(trx: MetricsTransaction, tenantId: TenantId, label: string, selectors: Selectors, range: TimeRange): Promise<readonly string[]>;
}
