import { aggregateSeries } from '../aggregations/aggregate-series.ts';
import { countValues } from '../aggregations/count-values.ts';
import { absentSteps } from '../functions/absent-functions.ts';
import { onlyValue, scalarFunctions } from '../functions/scalar-functions.ts';
import { derivedLabels, type EvaluatedArgument } from '../functions/vector-function.ts';
import { vectorFunctions } from '../functions/vector-functions.ts';
import { scaleHistogram } from '../histograms/float-histogram.ts';
import { binaryOperation } from '../operators/binary-operation.ts';
import { betweenScalars } from '../operators/scalar-operators.ts';
import { type Aggregation, type Call, type Expression, type Subquery, typeOf, type UnaryOperation, type VectorSelector } from '../syntax/promql-ast.ts';
import { FLOAT, HISTOGRAM, samplesOf, type StepGrid, type StepSeries, StepSeriesBuilder } from '../values/step-series.ts';
import { checkInfoSamples, infoRequests, joinInfoSeries } from './info-function.ts';
import { infoReference } from './info-reference.ts';
import { selectInstant } from './instant-selector.ts';
import { mergeEqualLabels } from './merge-series.ts';
import { type PreparedSeries, prepareSeries, prepareSubquerySeries } from './prepared-series.ts';
import type { StepContext, Work } from './query-run.ts';
import { evaluateRangeCall } from './range-call.ts';
import type { SeriesSamples } from './series-source.ts';
import { smoothSelector } from './smoothed-selector.ts';
import { subqueryGrid } from './subquery-grid.ts';

/** Evaluates planned expressions, each over all steps of the grid before the one around it. */
export class ExpressionEvaluator {
  constructor(
    private readonly context: StepContext,
    private readonly selected: ReadonlyMap<VectorSelector, readonly SeriesSamples[]>,
  ) {}

  private get grid(): StepGrid {
    return this.context.grid;
  }

  private on(grid: StepGrid): ExpressionEvaluator {
    return new ExpressionEvaluator({ ...this.context, grid }, this.selected);
  }

  private samplesOf(selector: VectorSelector): readonly SeriesSamples[] {
    return this.selected.get(selector) ?? [];
  }

  /** An expression of type vector. */
  *vector(expr: Expression): Work<StepSeries[]> {
    this.context.budget.check();
    if (this.grid.steps === 0) return [];
    switch (expr.kind) {
      case 'vector':
        if (expr.extension === 'smoothed') return smoothSelector(this.samplesOf(expr).map(prepareSeries), expr, this.context);
        return yield* selectInstant(this.samplesOf(expr), expr, this.context);
      case 'invariant':
        return (yield* this.on({ ...this.grid, steps: 1 }).vector(expr.expr)).map((series) => this.repeated(series));
      case 'parenthesized':
        return yield* this.vector(expr.expr);
      case 'unary':
        return yield* this.unary(expr);
      case 'binary': {
        const left = yield* this.operand(expr.left);
        const right = yield* this.operand(expr.right);
        return this.counted(binaryOperation(expr, left, right, this.context), [left, right]);
      }
      case 'aggregation':
        return yield* this.aggregation(expr);
      case 'call':
        return yield* this.call(expr);
      case 'matrix':
      case 'number':
      case 'string':
      case 'subquery':
        throw new Error(`a ${expr.kind} is no vector`);
    }
  }

  /** An expression of type scalar: one value per step. */
  *scalar(expr: Expression): Work<Float64Array> {
    const { steps } = this.grid;
    switch (expr.kind) {
      case 'number':
        return new Float64Array(steps).fill(expr.value);
      case 'invariant': {
        const values = yield* this.on({ ...this.grid, steps: Math.min(1, steps) }).scalar(expr.expr);
        return new Float64Array(steps).fill(values[0] ?? NaN);
      }
      case 'parenthesized':
        return yield* this.scalar(expr.expr);
      case 'unary': {
        const values = yield* this.scalar(expr.expr);
        return expr.op === '-' ? values.map((value) => -value) : values;
      }
      case 'binary':
        return betweenScalars(expr, yield* this.scalar(expr.left), yield* this.scalar(expr.right));
      case 'call': {
        if (expr.func.name === 'scalar' && expr.args[0]) return onlyValue(yield* this.vector(expr.args[0]), this.grid);
        const apply = scalarFunctions[expr.func.name];
        if (!apply) throw new Error(`no implementation of ${expr.func.name}`);
        const args: Float64Array[] = [];
        for (const arg of expr.args) args.push(yield* this.scalar(arg));
        return apply(args, this.grid);
      }
      default:
        throw new Error(`a ${expr.kind} is no scalar`);
    }
  }

  /** A subquery as a result of its own: its vectors, and the grid they are on. */
  *subquery(node: Subquery): Work<{ series: StepSeries[]; grid: StepGrid }> {
    const grid = subqueryGrid(node, this.grid, this.context.options.defaultSubqueryStepMs);
    return { series: yield* this.on(grid).vector(node.expr), grid };
  }

  private *operand(expr: Expression): Work<StepSeries[] | Float64Array> {
    return typeOf(expr) === 'scalar' ? yield* this.scalar(expr) : yield* this.vector(expr);
  }

  private repeated(series: StepSeries): StepSeries {
    const result = new StepSeriesBuilder(series.labels, this.grid.steps, series.dropName);
    result.kinds.fill(series.kinds[0] as number);
    if (series.kinds[0] === FLOAT) result.floats.fill(series.floats[0] as number);
    if (series.kinds[0] === HISTOGRAM) result.histograms = new Array<(typeof result.histograms & object)[number]>(this.grid.steps).fill(series.histograms?.[0]);
    this.context.budget.hold(samplesOf(result) - samplesOf(series));
    return result;
  }

  private *unary({ op, expr }: UnaryOperation): Work<StepSeries[]> {
    const operand = yield* this.vector(expr);
    if (op === '+') return operand;
    const negated = operand.map(({ labels, kinds, floats, histograms }): StepSeries => ({
      labels: derivedLabels(labels, this.context),
      dropName: true,
      kinds,
      floats: floats.map((value) => -value),
      histograms: histograms?.map((histogram) => histogram && scaleHistogram(histogram, -1)),
    }));
    return this.context.options.delayedNameRemoval ? negated : mergeEqualLabels(negated, this.context);
  }

  private *aggregation(node: Aggregation): Work<StepSeries[]> {
    const label = node.param?.kind === 'string' ? node.param.value : undefined;
    const parameter = node.param && label === undefined ? yield* this.scalar(node.param) : new Float64Array();
    const input = yield* this.vector(node.expr);
    const call = { node, parameter, context: this.context };
    return this.counted(label === undefined ? aggregateSeries(input, call) : countValues(input, label, call), [input]);
  }

  private *call(node: Call): Work<StepSeries[]> {
    const { name } = node.func;
    const [first] = node.args;
    if (first?.kind === 'vector' && (name === 'timestamp' || name === 'start_timestamp')) return yield* this.sampleTimes(first, name);
    if (name === 'info' && first) return yield* this.info(node, first);
    const ranges = node.args.findIndex(({ kind }) => kind === 'matrix' || kind === 'subquery');
    const range = node.args[ranges];
    if (range?.kind === 'matrix' || range?.kind === 'subquery') return yield* this.rangeCall(node, range);

    const args: EvaluatedArgument[] = [];
    for (const arg of node.args) args.push(arg.kind === 'string' ? arg.value : yield* this.operand(arg));
    if (name === 'timestamp' || name === 'start_timestamp') return this.stepTimes(name, args[0] as readonly StepSeries[]);
    const apply = vectorFunctions[name];
    if (!apply) throw new Error(`no implementation of ${name}`);
    return this.counted(apply({ call: node, args, context: this.context }), args);
  }

  private *rangeCall(node: Call, range: Extract<Expression, { kind: 'matrix' | 'subquery' }>): Work<StepSeries[]> {
    const parameters: Float64Array[] = [];
    for (const arg of node.args) if (arg !== range) parameters.push(yield* this.scalar(arg));
    const series = yield* this.rangeSeries(range);
    const results = yield* evaluateRangeCall(node, range, series, parameters, this.context);
    return node.func.name === 'absent_over_time' ? absentSteps(results, node.args[0], this.grid, true) : results;
  }

  private *rangeSeries(range: Extract<Expression, { kind: 'matrix' | 'subquery' }>): Work<PreparedSeries[]> {
    if (range.kind === 'matrix') return this.samplesOf(range.selector).map(prepareSeries);
    const { series, grid } = yield* this.subquery(range);
    return series.map((one) => prepareSubquerySeries(one, grid));
  }

  /** timestamp() of a selector is the time of the samples themselves, which a vector no longer knows. */
  private *sampleTimes(selector: VectorSelector, name: 'timestamp' | 'start_timestamp'): Work<StepSeries[]> {
    if (name === 'start_timestamp' && !this.context.options.startTimestamps) return [];
    // As in Prometheus, an offset does not count beside `@` here.
    const when = selector.timestampMs === undefined ? selector : { timestampMs: selector.timestampMs, offsetMs: 0 };
    const times = yield* selectInstant(this.samplesOf(selector), when, this.context, name === 'timestamp' ? 'timestamp' : 'start timestamp');
    return mergeEqualLabels(
      times.map(({ labels, kinds, floats }) => ({ labels: derivedLabels(labels, this.context), dropName: true, kinds, floats: floats.map((ms) => ms / 1000), histograms: undefined })),
      this.context,
    );
  }

  /** The timestamp of what was calculated is that of the step; it has no start. */
  private stepTimes(name: string, input: readonly StepSeries[]): StepSeries[] {
    if (name === 'start_timestamp') return [];
    const { startMs, stepMs } = this.grid;
    const seconds = Float64Array.from({ length: this.grid.steps }, (_, step) => (startMs + step * stepMs) / 1000);
    return mergeEqualLabels(
      input.map(({ labels, kinds }) => ({ labels: derivedLabels(labels, this.context), dropName: true, kinds: kinds.map((kind) => (kind ? FLOAT : kind)), floats: seconds, histograms: undefined })),
      this.context,
    );
  }

  private *info(node: Call, base: Expression): Work<StepSeries[]> {
    const series = yield* this.vector(base);
    const { requests, selection } = infoRequests(node.args[1], series, infoReference(base), this.context);
    const infos = requests.length === 0 ? [] : (yield requests).flat();
    checkInfoSamples(infos);
    const times = yield* selectInstant(infos, infoReference(base), this.context, 'timestamp');
    return joinInfoSeries(series, times, selection, this.context);
  }

  /** Counts results as held, and what they were made of no more. */
  private counted(results: StepSeries[], used: readonly EvaluatedArgument[]): StepSeries[] {
    const { budget } = this.context;
    budget.hold(results.reduce((total, series) => total + samplesOf(series), 0));
    for (const input of used) if (Array.isArray(input)) budget.release((input as StepSeries[]).reduce((total, series) => total + samplesOf(series), 0));
    return results;
  }
}

