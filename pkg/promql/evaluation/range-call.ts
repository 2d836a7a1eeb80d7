import { counterNameRemark } from '../functions/counter-name.ts';
import { rangeFunctions, rangeKernels } from '../functions/range-functions.ts';
import type { Call, MatrixSelector, Subquery } from '../syntax/promql-ast.ts';
import { executionError } from '../values/promql-error.ts';
import { type Labels } from '../values/promql-labels.ts';
import { FLOAT, isPresent, samplesOf, type StepSeries, StepSeriesBuilder } from '../values/step-series.ts';
import { checkUniqueLabels } from './merge-series.ts';
import type { PreparedSeries } from './prepared-series.ts';
import { remarkOn, type StepContext, type Work } from './query-run.ts';
import { type RangeCall, RangeWindow, SharedWindows, windowBounds, type WindowShape } from './range-windows.ts';

/** Functions that act like an offset and so keep the name of the metric. */
const keepsName: ReadonlySet<string> = new Set(['first_over_time', 'last_over_time']);
const usesStarts: ReadonlySet<string> = new Set(['rate', 'irate', 'increase', 'resets']);

const allowedWith = {
  anchored: ['changes', 'delta', 'increase', 'rate', 'resets'],
  smoothed: ['delta', 'increase', 'rate'],
} as const;

/** A function of a range vector, for all windows of one series after the other. */
export function* evaluateRangeCall(
  call: Call, arg: MatrixSelector | Subquery, all: readonly PreparedSeries[], parameters: readonly Float64Array[], context: StepContext,
): Work<StepSeries[]> {
  const shape = shapeOf(arg, context.options.lookbackMs);
  checkExtension(call.func.name, shape.extension);
  const { name } = call.func;
  const { delayedNameRemoval, typeAndUnitLabels } = context.options;
  const isExtended = keepsName.has(name);
  const isCounterRate = name === 'rate' || name === 'increase';
  const [range, remark] = [call.args[0]?.range ?? call.range, remarkOn(context)];
  const windows = new SharedWindows(shape, context.grid);
  const results: StepSeries[] = [];
  for (const [index, series] of all.entries()) {
    context.budget.check();
    if (index % 32 === 31) yield 'turn';
    const dropName = !isExtended || series.dropName;
    const labels: Labels = dropName && !delayedNameRemoval ? series.labels.withoutMetadata() : series.labels;
    const result = new StepSeriesBuilder(labels, context.grid.steps, dropName, context.rooms.next(context.grid.steps));
    const rangeCall = { shape, metricName: series.labels.metricName, range, parameters, remark };
    callOnSeries(name, series, rangeCall, result, context, windows);
    if (!isPresent(result)) continue;
    context.budget.hold(samplesOf(result));
    results.push(result);
    if (isCounterRate && result.kinds.includes(FLOAT)) counterNameRemark(series.labels, rangeCall, typeAndUnitLabels);
  }
  const staysUnique = arg.kind === 'matrix' && isOneMetric(all);
  if (!delayedNameRemoval && name !== 'absent_over_time' && !staysUnique) checkUniqueLabels(results);
  return results;
}

/** Whether selected series differ in more than what is dropped of them, which is seen at their names alone. */
function isOneMetric(all: readonly PreparedSeries[]): boolean {
  const [first] = all;
  return first !== undefined && all.every(({ labels }) => labels.names.length - labels.withoutMetadata().names.length === 1 && labels.metricName !== '' && labels.metricName === first.labels.metricName);
}

export function shapeOf(arg: MatrixSelector | Subquery, lookbackMs: number): WindowShape {
  const time = arg.kind === 'matrix' ? arg.selector : arg;
  const extension = arg.kind === 'matrix' ? arg.selector.extension : undefined;
  return { rangeMs: arg.rangeMs, offsetMs: time.offsetMs, timestampMs: time.timestampMs, extension, lookbackMs };
}

function checkExtension(name: string, extension: WindowShape['extension']): void {
  if (!extension || allowedWith[extension].some((allowed) => allowed === name)) return;
  throw executionError(`${extension} modifier can only be used with: ${allowedWith[extension].join(', ')} - not with ${name}`);
}

function callOnSeries(name: string, series: PreparedSeries, call: RangeCall, result: StepSeriesBuilder, { grid, options }: StepContext, windows: SharedWindows): void {
  const withStarts = options.startTimestamps && usesStarts.has(name);
  const floats = withStarts || !series.floats.starts ? series.floats : { ...series.floats, starts: undefined };
  const histograms = series.histograms && (withStarts ? series.histograms : { ...series.histograms, starts: undefined });
  const floatBounds = windows.of(floats.times);
  const kernel = rangeKernels[name];
  if (kernel && !histograms && !floats.starts && !call.shape.extension) {
    kernel(floats, floatBounds, call, grid, result.kinds, result.floats);
    return;
  }
  const apply = rangeFunctions[name];
  if (!apply) throw new Error(`no implementation of ${name}`);
  const histogramBounds = histograms && windowBounds(histograms.times, call.shape, grid);
  const window = new RangeWindow(floats, histograms, call.shape, grid);
  for (let step = 0; step < grid.steps; step++) {
    window.moveTo(step, floatBounds, histogramBounds);
    if (!window.isEmpty) result.set(step, apply(window, call));
  }
}
