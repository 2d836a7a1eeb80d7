import { AppError, limit } from '#pkg/apperror';
import { type WriteBatch, WriteRequestError } from '#pkg/remote-write';
import type { Actor, Clock } from '#internal/kernel';
import type { IngestRoom } from '../domain/ingest-room.ts';
import type { MetricLimits } from '../domain/metric-limits.ts';
import type { SampleBudget } from '../domain/sample-budget.ts';
import type { IngestFigures, IngestProtocol } from '../ports/ingest-figures.ts';
import type { MetricStore, WriteOutcome } from '../ports/metric-store.ts';
import type { LimitsOf } from './current-metric-limits.ts';

/** A request of any protocol. */
export interface IncomingSamples {
  readonly protocol: IngestProtocol;
  /** About what it will take in memory. Throws what can be known to be wrong by then. */
  readonly bytes: () => number;
  /** Called once there is room for it. Throws what is wrong with the whole request. */
  readonly decode: (limits: MetricLimits) => WriteBatch | Promise<WriteBatch>;
}

/**
 * Stores what can be stored of a request; when it resolves, that much is durable. Throws `limit` with the time to wait when the tenant sends too fast,
 * `unavailable` when the process has no room or the store does not answer, and what `decode` throws.
 */
export type AcceptSamples = (actor: Actor, incoming: IncomingSamples) => Promise<WriteOutcome>;

export interface AcceptSamplesDeps {
  readonly store: Pick<MetricStore, 'write'>;
  readonly limitsOf: LimitsOf;
  readonly budget: SampleBudget;
  readonly room: IngestRoom;
  readonly clock: Clock;
  readonly figures: IngestFigures;
}

export function acceptSamples({ store, limitsOf, budget, room, clock, figures }: AcceptSamplesDeps): AcceptSamples {
  return async (actor, { protocol, bytes: size, decode }) => {
    try {
      const bytes = size();
      return await room.during(bytes, async () => {
        const limits = await limitsOf(actor);
        // Whoever is over the limit already costs no decoding.
        demandBudget(budget.wait(actor.tenantId, { samples: 1, perSecond: limits.maxSamplesPerSecond }, clock.now().getTime()), 1, limits);
        const batch = await decode(limits);
        const samples = batch.timestamps.length + batch.histograms.length;
        demandBudget(budget.take(actor.tenantId, { samples, perSecond: limits.maxSamplesPerSecond }, clock.now().getTime()), samples, limits);
        const started = performance.now();
        const outcome = await store.write(actor, batch, limits);
        figures.stored(protocol, outcome, { bytes, seconds: (performance.now() - started) / 1000 });
        return outcome;
      });
    } catch (error) {
      if (error instanceof AppError) figures.refused(protocol, refusalOf(error));
      throw error;
    }
  };
}

/** Throws unless there is nothing to wait for. */
function demandBudget(wait: number, samples: number, { maxSamplesPerSecond }: MetricLimits): void {
  if (wait === 0) return;
  if (wait === Number.POSITIVE_INFINITY) throw new WriteRequestError('too_many', `${samples} samples in one request, but the tenant may send ${maxSamplesPerSecond} a second: send smaller requests`);
  throw limit(`the tenant sends more than ${maxSamplesPerSecond} samples a second`, wait);
}

function refusalOf(error: AppError): Parameters<IngestFigures['refused']>[1] {
  if (error.code === 'limit') return 'rate';
  if (error.code === 'unavailable') return 'overload';
  return 'status' in error && error.status === 413 ? 'too_large' : 'unreadable';
}
