import type { TenantId } from '#internal/kernel';
import type { MetricMetadata } from '#pkg/remote-write';
import type { FamilyMetadata, SeriesExemplars, TimeRange } from '../ports/metric-store.ts';
import type { MetricsTransaction } from './chunk-archive.ts';

/** An exemplar of a series. */
export interface StoredExemplar {
  readonly seriesId: number;
  readonly timestampMs: number;
  readonly value: number;
  readonly labels: SeriesExemplars['labels'];
}

/** Which metadata is asked for: of one family or all, of at most `limit` families, at most `limitPerFamily` of each. */
export interface MetadataRequest {
  readonly family?: string;
  readonly limit?: number;
  readonly limitPerFamily?: number;
}

/** What comes beside samples. */
export interface MetricExtras {
  /** Adds exemplars, in the transaction of the samples they came with. In their order: undefined for one that is stored, or was before, else why it is refused. */
  addExemplars(trx: MetricsTransaction, tenantId: TenantId, exemplars: readonly StoredExemplar[]): Promise<readonly (string | undefined)[]>;
  /** Of these series in the range, by series and time. */
  exemplars(trx: MetricsTransaction, tenantId: TenantId, seriesIds: readonly number[], range: TimeRange): Promise<readonly { readonly seriesId: number; readonly exemplars: SeriesExemplars['exemplars'] }[]>;
  /** Remembers metadata; what is known already is written at most once a day, as a sign that it is still in use. */
  addMetadata(trx: MetricsTransaction, tenantId: TenantId, metadata: readonly FamilyMetadata[]): Promise<void>;
  /** By family, in the order of their names; a family may have several. */
  metadata(trx: MetricsTransaction, tenantId: TenantId, request: MetadataRequest): Promise<ReadonlyMap<string, readonly MetricMetadata[]>>;
}
