import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { TablesOf } from '#internal/db';
import type { Actor } from '#internal/kernel';
import { packLabels } from '#pkg/series-head';
import { encodeFloatChunk } from '#pkg/xor-chunk';
import { labelsFrom } from './write-batches.ts';

/** Adds series to the database as the head does. */
export async function addSeries(trx: Transaction<TablesOf<'metrics'>>, { tenantId }: Actor, labels: Readonly<Record<number, Readonly<Record<string, string>>>>): Promise<void> {
  const rows = Object.entries(labels).map(([id, given]) => {
    const packed = Buffer.from(packLabels(labelsFrom(given)), 'latin1');
    return { tenantId, id: Number(id), labels: packed, hash: createHash('md5').update(packed).digest('hex') };
  });
  await trx.insertInto('metrics.series').values(rows).onConflict((conflict) => conflict.doNothing()).execute();
}

/** A chunk of whole numbers from `first` on, one every 15 seconds. */
export function chunkOf(seriesId: number, startMs: number, { samples = 120, first = 0, stepMs = 15_000 } = {}) {
  const timestamps = Float64Array.from({ length: samples }, (_, index) => startMs + index * stepMs);
  const data = encodeFloatChunk({ timestamps, values: Float64Array.from({ length: samples }, (_, index) => first + index) });
  return { seriesId, kind: 'float' as const, startMs, endMs: startMs + (samples - 1) * stepMs, samples, data };
}
