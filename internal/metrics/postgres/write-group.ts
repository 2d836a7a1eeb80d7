import type { Actor, TenantId } from '#internal/kernel';
import type { WriteBatch } from '#pkg/remote-write';
import { exemplarFault } from '../domain/exemplar-fault.ts';
import type { MetricLimits } from '../domain/metric-limits.ts';
import { seriesText } from '../domain/series-text.ts';
import type { WriteOutcome } from '../ports/metric-store.ts';
import type { Statement } from '#internal/platform/transactions';
import type { MetricsTransaction } from './chunk-archive.ts';
import { JudgedBatch, labelList, roomForSeries } from './judge-batch.ts';
import type { MetricExtras, StoredExemplar } from './metric-extras.ts';
import { idsOfSeries } from './series-table.ts';
import type { TenantHead } from './tenant-head.ts';
import { WalRecord } from './wal-record.ts';
import { appendToWal, registerWriter } from './wal-table.ts';

/** A request that waits for its turn. */
export interface WriteRequest {
  readonly actor: Actor;
  readonly batch: WriteBatch;
  readonly limits: MetricLimits;
}

/** What requests that are committed together need. */
export interface GroupContext {
  readonly tenantId: TenantId;
  readonly head: TenantHead;
  readonly writer: number;
  readonly extras: MetricExtras;
  readonly nowMs: number;
  readonly run: <R>(work: (trx: MetricsTransaction, atCommit: (statement: Statement) => void) => Promise<R>) => Promise<R>;
}

/**
 * Writes requests in one transaction and one write-ahead row. They are judged one after the other, in the turn in which the row is made, so each knows what
 * those before it brought. When it throws the head holds samples that may not be stored.
 */
export async function writeGroup(requests: readonly WriteRequest[], context: GroupContext): Promise<readonly WriteOutcome[]> {
  const { head, tenantId, writer, extras, nowMs } = context;
  const judged = requests.map(({ batch, limits }) => new JudgedBatch(batch, limits, nowMs));
  const record = new WalRecord();
  const missing = new Set<string>();
  for (const request of judged) request.find(head, missing);
  const isPlain = missing.size === 0 && requests.every(({ batch }) => batch.exemplars.length === 0);
  if (isPlain) for (const request of judged) request.judge(head, record);
  const metadata = isPlain ? judged.flatMap((request) => head.newMetadata(request.metadata(head), nowMs)) : [];
  if (isPlain && record.samples === 0 && metadata.length === 0) return judged.map((request) => outcomeOf(request, 0));

  const seq = (head.positions.get(writer) ?? 0) + 1;
  const exemplars = await context.run(async (trx, atCommit) => {
    if (!isPlain) {
      const allowed = [...missing].slice(0, roomForSeries(head, requests, missing.size, nowMs));
      const ids = await idsOfSeries(trx, tenantId, allowed);
      for (const request of judged) {
        request.resolve(head, ids);
        request.judge(head, record);
        metadata.push(...head.newMetadata(request.metadata(head), nowMs));
      }
    }
    if (record.samples > 0) {
      if (!head.isRegistered(writer)) await registerWriter(trx, tenantId, writer);
      atCommit(appendToWal(tenantId, { writer, seq, body: record.finish() }, head.sweep));
    }
    if (metadata.length > 0) await extras.addMetadata(trx, tenantId, metadata);
    const written: number[] = [];
    for (const request of judged) written.push(await addExemplars(trx, context, request));
    return written;
  });
  if (record.samples > 0) head.wrote(writer, seq, record.byteLength);
  return judged.map((request, at) => outcomeOf(request, exemplars[at] ?? 0));
}

const outcomeOf = ({ samples, histograms, tally }: JudgedBatch, exemplars: number): WriteOutcome => ({ samples, histograms, exemplars, refusals: tally.list() });

/** Adds the exemplars of a request and returns how many are there now. */
async function addExemplars(trx: MetricsTransaction, { extras, head, tenantId }: GroupContext, request: JudgedBatch): Promise<number> {
  const { batch, tally } = request;
  const good: (StoredExemplar & { readonly ref: number })[] = [];
  const refuse = (ref: number, reason: string): void => tally.add('exemplar_refused', 1, () => `the exemplar of ${seriesText(labelList(head, ref))} is refused: ${reason}`);
  for (const { series, timestamp, value, labels } of batch.exemplars) {
    const ref = request.refOf(series);
    if (ref === undefined) continue;
    const fault = exemplarFault(labels);
    if (fault !== undefined) refuse(ref, fault);
    else good.push({ ref, seriesId: head.idOf(ref), timestampMs: timestamp, value, labels });
  }
  if (good.length === 0) return 0;
  const faults = await extras.addExemplars(trx, tenantId, good.map(({ seriesId, timestampMs, value, labels }) => ({ seriesId, timestampMs, value, labels })));
  let written = good.length;
  good.forEach(({ ref }, at) => {
    const fault = faults[at];
    if (fault === undefined) return;
    refuse(ref, fault);
    written -= 1;
  });
  return written;
}
