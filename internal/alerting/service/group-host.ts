import { type RuleHost, type RuleOrigin, type RuleQueryResult, type RuleSample } from '#pkg/prometheus-rules';
import type { Actor } from '#internal/kernel';
import type { MetricAppender } from '../ports/metric-appender.ts';
import type { MetricQueries } from '../ports/metric-queries.ts';

/** Evaluates a condition that is not PromQL alone; undefined for an expression that is. */
export type SpecialQuery = (expr: string, timeMs: number, signal: AbortSignal | undefined) => Promise<RuleQueryResult> | undefined;

interface GroupHostDeps {
  readonly actor: Actor;
  readonly queries: MetricQueries;
  readonly appender: MetricAppender;
  readonly special: SpecialQuery;
}

// A selector without a name, or with its name in quotes or behind a matcher: it may find anything.
const MAY_READ_ANYTHING = /__name__|(^|[^a-zA-Z0-9_:])\s*\{/;

/**
 * What the rules of a group are evaluated with. Samples that they yield are stored together at the end, and before only when a later rule reads
 * what an earlier one wrote.
 */
export class GroupHost implements RuleHost {
  #waiting: RuleSample[] = [];
  #origins: RuleOrigin[] = [];
  readonly #names = new Set<string>();
  /** Why samples of a rule were not stored, by its index. */
  readonly #failures = new Map<number, string>();

  constructor(private readonly deps: GroupHostDeps) {}

  query = async (expr: string, timeMs: number, signal?: AbortSignal): Promise<RuleQueryResult> => {
    if (this.#mayBeRead(expr)) await this.flush();
    const { special, queries, actor } = this.deps;
    return special(expr, timeMs, signal) ?? queries.instant(actor, expr, timeMs, signal);
  };

  append = async (samples: readonly RuleSample[], origin: RuleOrigin): Promise<void> => {
    for (const sample of samples) {
      this.#waiting.push(sample);
      this.#origins.push(origin);
      this.#names.add(sample.labels.metricName);
    }
  };

  /** Stores what waits. It does not reject: what goes wrong is a failure of the rules that it is of. */
  async flush(): Promise<void> {
    const [samples, origins] = [this.#waiting, this.#origins];
    if (samples.length === 0) return;
    [this.#waiting, this.#origins] = [[], []];
    this.#names.clear();
    try {
      for (const { index, reason } of await this.deps.appender.append(this.deps.actor, samples)) {
        if (samples[index]?.value !== 'stale') this.#fail(origins[index], reason);
      }
    } catch (error) {
      for (const origin of origins) this.#fail(origin, error instanceof Error ? error.message : String(error));
    }
  }

  /** The failures since it was asked last. */
  takeFailures(): Map<number, string> {
    const failures = new Map(this.#failures);
    this.#failures.clear();
    return failures;
  }

  #fail(origin: RuleOrigin, reason: string): void {
    if (origin && !this.#failures.has(origin.index)) this.#failures.set(origin.index, reason);
  }

  #mayBeRead(expr: string): boolean {
    return this.#waiting.length > 0 && (MAY_READ_ANYTHING.test(expr) || [...this.#names].some((name) => expr.includes(name)));
  }
}
