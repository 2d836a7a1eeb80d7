import { type Expression, typeOf } from '../syntax/promql-ast.ts';
import type { PromqlSyntaxOptions } from '../syntax/promql-options.ts';
import { parsedPromql } from '../syntax/parsed-queries.ts';
import { documentedType } from '../syntax/value-type.ts';
import { PromqlError } from '../values/promql-error.ts';
import { QueryAnnotations } from '../values/query-annotations.ts';
import type { StepGrid } from '../values/step-series.ts';
import { ExpressionEvaluator } from './expression-evaluator.ts';
import { planQuery, type QueryTimes } from './plan-query.ts';
import { planRequests } from './plan-requests.ts';
import { QueryBudget } from './query-budget.ts';
import type { EvaluationOptions, StepContext, Work } from './query-run.ts';
import type { QueryResult, QueryValue } from './query-result.ts';
import { answerOf, matrixOf } from './query-values.ts';
import type { SeriesSource } from './series-source.ts';
import { SeriesRooms } from './series-rooms.ts';
import { statisticsOf } from './series-statistics.ts';

/** How an engine behaves; the defaults are Prometheus's. */
export interface PromqlEngineOptions extends Partial<EvaluationOptions> {
  readonly syntax?: PromqlSyntaxOptions;
  /** Samples in memory at a time, for one query. */
  readonly maxSamples?: number;
  /** How long a query may take. */
  readonly timeoutMs?: number;
  /** How long it may hold up the event loop at a stretch. */
  readonly turnMs?: number;
  /** A clock that only moves forward, in milliseconds. */
  readonly now?: () => number;
}

/** What a caller may say about one query. */
export interface QueryOptions {
  /** Fires when the answer is not wanted any more; the query then fails with `canceled`. */
  readonly signal?: AbortSignal;
  readonly lookbackMs?: number;
}

/** Answers PromQL queries over the series of a source. It keeps no state between queries. */
export class PromqlEngine {
  constructor(
    private readonly source: SeriesSource,
    private readonly options: PromqlEngineOptions = {},
  ) {}

  /** The value of an expression at one time. Throws {@link PromqlError}, and whatever the source does. */
  async instant(query: string, timeMs: number, options: QueryOptions = {}): Promise<QueryResult> {
    const expr = parsedPromql(query, this.options.syntax);
    return this.run(query, expr, { startMs: timeMs, endMs: timeMs, stepMs: 0 }, options);
  }

  /** The values of an expression at `startMs`, `startMs + stepMs`, … up to `endMs`, ordered by labels. */
  async range(query: string, times: QueryTimes, options: QueryOptions = {}): Promise<QueryResult> {
    const expr = parsedPromql(query, this.options.syntax);
    const type = typeOf(expr);
    if (type !== 'vector' && type !== 'scalar') {
      throw new PromqlError('bad_data', `invalid expression type "${documentedType(type)}" for range query, must be Scalar or instant Vector`);
    }
    if (!(times.stepMs > 0)) throw new PromqlError('bad_data', 'zero or negative query resolution step widths are not accepted. Try a positive integer');
    if (times.endMs < times.startMs) throw new PromqlError('bad_data', 'end timestamp must not be before start time');
    return this.run(query, expr, times, options);
  }

  private async run(query: string, expr: Expression, times: QueryTimes, { signal, lookbackMs }: QueryOptions): Promise<QueryResult> {
    const now = this.options.now ?? (() => performance.now());
    const budget = new QueryBudget({ maxSamples: this.options.maxSamples ?? 50_000_000, deadlineMs: now() + (this.options.timeoutMs ?? 120_000), now, signal });
    const options: EvaluationOptions = {
      lookbackMs: lookbackMs ?? this.options.lookbackMs ?? 300_000,
      defaultSubqueryStepMs: this.options.defaultSubqueryStepMs ?? 60_000,
      delayedNameRemoval: this.options.delayedNameRemoval ?? false,
      startTimestamps: this.options.startTimestamps ?? false,
      typeAndUnitLabels: this.options.typeAndUnitLabels ?? false,
    };
    const context: StepContext = { grid: gridOf(times), options, budget, annotations: new QueryAnnotations(), rooms: new SeriesRooms() };
    const planned = planQuery(expr, times);
    const requests = planRequests(planned, times, options.lookbackMs, options.defaultSubqueryStepMs);
    const answers = requests.size === 0 ? [] : await this.source.select([...requests.values()], signal);
    const selected = new Map([...requests].map(([selector, { statisticsOnly }], index) => [selector, statisticsOnly ? (answers[index] ?? []).map(statisticsOf) : (answers[index] ?? [])]));
    for (const series of selected.values()) budget.hold(series.reduce((total, { timestamps }) => total + timestamps.length, 0));

    const evaluator = new ExpressionEvaluator(context, selected);
    const work = times.stepMs === 0 ? answerOf(planned, evaluator, selected, context) : matrixOf(planned, evaluator, context);
    const value = await this.complete(work, now, signal);
    context.rooms.release(buffersOf(value));
    return { value, ...context.annotations.format(query), peakSamples: budget.peakSamples };
  }

  /** Runs work to its end, with pauses for everybody else. */
  private async complete(work: Work<QueryValue>, now: () => number, signal: AbortSignal | undefined): Promise<QueryValue> {
    const turnMs = this.options.turnMs ?? 10;
    let turnStarted = now();
    let next = work.next([]);
    while (!next.done) {
      if (next.value === 'turn') {
        if (now() - turnStarted > turnMs) {
          await new Promise((resolve) => setImmediate(resolve));
          turnStarted = now();
        }
        next = work.next([]);
      } else {
        next = work.next(await this.source.select(next.value, signal));
        turnStarted = now();
      }
    }
    return next.value;
  }
}

const buffersOf = (value: QueryValue): Set<ArrayBufferLike> => new Set(value.type === 'matrix' ? value.series.map(({ floats }) => floats.values.buffer) : []);

const gridOf = ({ startMs, endMs, stepMs }: QueryTimes): StepGrid =>
  stepMs === 0 ? { startMs, stepMs: 1, steps: 1 } : { startMs, stepMs, steps: Math.floor((endMs - startMs) / stepMs) + 1 };
