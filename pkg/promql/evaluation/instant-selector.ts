import type { VectorSelector } from '../syntax/promql-ast.ts';
import { staleMarkersOf } from '../values/stale-samples.ts';
import { isPresent, samplesOf, type StepSeries, StepSeriesBuilder, timeOfStep } from '../values/step-series.ts';
import type { StepContext, Work } from './query-run.ts';
import type { SeriesSamples } from './series-source.ts';

/** What is taken from the sample that counts at a step: its value, or one of its times in milliseconds. */
export type SampleAspect = 'value' | 'timestamp' | 'start timestamp';

/** The times at which a selector looks, for each step. */
export type ReferenceTime = Pick<VectorSelector, 'offsetMs' | 'timestampMs'>;

/** For each step the newest sample that is not older than the lookback, unless it is a stale marker. */
export function* selectInstant(all: readonly SeriesSamples[], when: ReferenceTime, context: StepContext, aspect: SampleAspect = 'value'): Work<StepSeries[]> {
  const selected: StepSeries[] = [];
  for (const samples of all) {
    context.budget.check();
    const series = selectFrom(samples, when, context, aspect);
    if (isPresent(series)) {
      context.budget.hold(samplesOf(series));
      selected.push(series);
    }
    if (selected.length % 128 === 127) yield 'turn';
  }
  return selected;
}

function selectFrom(samples: SeriesSamples, when: ReferenceTime, { grid, options, rooms }: StepContext, aspect: SampleAspect): StepSeries {
  const { timestamps, values, histograms, startTimestamps } = samples;
  const series = new StepSeriesBuilder(samples.labels, grid.steps, false, rooms.next(grid.steps));
  const isStale = staleMarkersOf(values);
  let at = -1;
  for (let step = 0; step < grid.steps; step++) {
    const reference = (when.timestampMs ?? timeOfStep(grid, step)) - when.offsetMs;
    while (at + 1 < timestamps.length && (timestamps[at + 1] as number) <= reference) at++;
    if (at < 0 || (timestamps[at] as number) <= reference - options.lookbackMs) continue;
    const histogram = histograms?.[at];
    const value = values[at] as number;
    if (!histogram && Number.isNaN(value) && isStale(at)) continue;
    if (aspect === 'timestamp') series.setFloat(step, timestamps[at] as number);
    else if (aspect === 'start timestamp') series.setFloat(step, startTimestamps?.[at] ?? 0);
    else series.set(step, histogram ?? value);
  }
  return series;
}
