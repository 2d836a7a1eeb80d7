import type { Actor } from '#internal/kernel';
import type { RuleSample } from '#pkg/prometheus-rules';

/** A sample that was not stored, by its position, with a sentence for people. */
export interface RefusedSample {
  readonly index: number;
  readonly reason: string;
}

/** Stores samples that rules yield among those of the actor's tenant. */
export interface MetricAppender {
  /** When it resolves, all that is not named in the answer is durable. When it rejects, nothing was stored. */
  append(actor: Actor, samples: readonly RuleSample[]): Promise<readonly RefusedSample[]>;
}
