import type { Operations } from '#internal/platform/http';
import type { WriteBatch } from '#pkg/remote-write';
import type { Actor } from '#internal/kernel';
import { DEFAULT_METRIC_LIMITS, type MetricLimits } from '../domain/metric-limits.ts';
import { IngestRoom } from '../domain/ingest-room.ts';
import { SampleBudget } from '../domain/sample-budget.ts';
import type { WriteOutcome } from '../ports/metric-store.ts';
import { acceptSamples } from '../service/accept-samples.ts';
import { importText } from '../service/import-text.ts';
import { receiveOtlp } from '../service/receive-otlp.ts';
import { receiveRemoteWrite } from '../service/receive-remote-write.ts';
import { otlpOperations } from '../http/otlp-operations.ts';
import { remoteWriteOperations } from '../http/remote-write-operations.ts';
import { textOperations } from '../http/text-operations.ts';
import { InMemoryDeltaSums } from './in-memory-delta-sums.ts';
import { InMemoryMetricStore } from './in-memory-metric-store.ts';

/** The operations by which samples come in, on memory; a test turns the screws. */
export class IngestInMemory {
  now = new Date('2026-03-01T12:00:00.000Z');
  limits: MetricLimits = DEFAULT_METRIC_LIMITS;
  readonly clock = { now: (): Date => this.now };
  readonly store = new InMemoryMetricStore(this.clock);
  readonly counted: unknown[] = [];
  /** When set, takes the place of the store. */
  write: ((actor: Actor, batch: WriteBatch, limits: MetricLimits) => Promise<WriteOutcome>) | undefined;
  readonly room: IngestRoom;
  readonly operations: Partial<Operations>;

  constructor(roomBytes = 1_000_000) {
    this.room = new IngestRoom(roomBytes);
    const accept = acceptSamples({
      store: { write: (actor, batch, limits) => (this.write ? this.write(actor, batch, limits) : this.store.write(actor, batch, limits)) },
      limitsOf: async () => this.limits, budget: new SampleBudget(), room: this.room, clock: this.clock,
      figures: { stored: (...figures) => void this.counted.push(['stored', ...figures]), refused: (...figures) => void this.counted.push(['refused', ...figures]) },
    });
    this.operations = {
      ...remoteWriteOperations({ receiveRemoteWrite: receiveRemoteWrite({ accept }) }),
      ...otlpOperations({ receiveOtlp: receiveOtlp({ accept, deltas: new InMemoryDeltaSums() }) }),
      ...textOperations({ importText: importText({ accept, clock: this.clock }) }),
    };
  }

  /** Every sample of the tenant, as `name{label="value"} value @ milliseconds from now`. */
  async stored(actor: Actor): Promise<string[]> {
    const nowMs = this.now.getTime();
    const hint = { stepMs: 0, rangeMs: 0, func: '', grouping: undefined, statisticsOnly: false } as const;
    const [series = []] = await this.store.source(actor, this.limits).select([{ ...hint, startMs: nowMs - 86_400_000, endMs: nowMs + 86_400_000, matchers: [] }]);
    return series.flatMap(({ labels, timestamps, values }) => Array.from(timestamps, (time, at) => `${labels.toString()} ${values[at]} @ ${time - nowMs}`)).sort();
  }
}
