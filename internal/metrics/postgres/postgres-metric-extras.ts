import type { Clock, TenantId } from '#internal/kernel';
import type { FamilyMetadata, SeriesExemplars, TimeRange } from '../ports/metric-store.ts';
import type { MetricsTransaction } from './chunk-archive.ts';
import { dayOf } from './chunk-rows.ts';
import { addExemplars, readExemplars, trimExemplars } from './exemplar-rows.ts';
import { addMetadata, readMetadata } from './metadata-rows.ts';
import type { MetadataRequest, MetricExtras, StoredExemplar } from './metric-extras.ts';

/** A series keeps about as many of its newest exemplars. */
const KEPT_PER_SERIES = 100;
/** Older ones are taken out with every so many-th request: to look for them costs more than to add some. */
const TRIM_EVERY = 16;

/** Exemplars and metadata in PostgreSQL. */
export class PostgresMetricExtras implements MetricExtras {
  private requests = 0;

  constructor(private readonly clock: Clock) {}

  async addExemplars(trx: MetricsTransaction, tenantId: TenantId, exemplars: readonly StoredExemplar[]) {
    if (exemplars.length === 0) return [];
    const faults = await addExemplars(trx, tenantId, exemplars);
    this.requests += 1;
    if (this.requests % TRIM_EVERY === 0) await trimExemplars(trx, tenantId, [...new Set(exemplars.map(({ seriesId }) => seriesId))], KEPT_PER_SERIES);
    return faults;
  }

  async exemplars(trx: MetricsTransaction, tenantId: TenantId, seriesIds: readonly number[], range: TimeRange) {
    const bySeries = Map.groupBy(seriesIds.length === 0 ? [] : await readExemplars(trx, tenantId, seriesIds, range), ({ seriesId }) => seriesId);
    return [...bySeries].map(([seriesId, found]) => ({ seriesId, exemplars: found.map(({ labels, value, timestampMs }): SeriesExemplars['exemplars'][number] => ({ labels, value, timestampMs })) }));
  }

  async addMetadata(trx: MetricsTransaction, tenantId: TenantId, metadata: readonly FamilyMetadata[]) {
    if (metadata.length > 0) await addMetadata(trx, tenantId, metadata, dayOf(this.clock.now().getTime()));
  }

  metadata(trx: MetricsTransaction, tenantId: TenantId, request: MetadataRequest) {
    return readMetadata(trx, tenantId, request);
  }
}
