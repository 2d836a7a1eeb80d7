import type { RangeFunction, RangeWindow } from '../evaluation/range-windows.ts';
import { equalHistograms, type FloatHistogram } from '../histograms/float-histogram.ts';
import { isCounterReset } from '../histograms/histogram-reset.ts';
import { isStartReset } from './counter-starts.ts';

interface Sample {
  readonly value: number | FloatHistogram;
  readonly timeMs: number;
  readonly startMs: number;
}

/** Counts the steps from sample to sample for which something holds. A step from float to histogram or back always counts. */
const countSteps = (counts: (previous: Sample, current: Sample) => boolean): RangeFunction => (window, call) => {
  const samples = samplesOf(window);
  const first = call.shape.extension === 'anchored' ? anchorOf(samples, window.startMs) : 0;
  if (first === undefined) return undefined;
  let total = 0;
  for (let at = first + 1; at < samples.length; at++) {
    const [previous, current] = [samples[at - 1] as Sample, samples[at] as Sample];
    if ((typeof previous.value === 'number') !== (typeof current.value === 'number') || counts(previous, current)) total++;
  }
  return total;
};

/** The newest sample at or before the beginning of the window, if any is behind it. */
function anchorOf(samples: readonly Sample[], startMs: number): number | undefined {
  const afterStart = samples.findIndex(({ timeMs }) => timeMs > startMs);
  return afterStart < 0 ? undefined : Math.max(0, afterStart - 1);
}

function samplesOf(window: RangeWindow): Sample[] {
  const samples: Sample[] = [];
  for (let at = window.floatFrom; at < window.floatTo; at++) {
    samples.push({ value: window.float(at), timeMs: window.floatTime(at), startMs: window.floatPoints.starts?.[at] ?? 0 });
  }
  for (let at = window.histogramFrom; at < window.histogramTo; at++) {
    samples.push({ value: window.histogram(at), timeMs: window.histogramTime(at), startMs: window.histogramPoints.starts?.[at] ?? 0 });
  }
  return window.histogramCount > 0 && window.floatCount > 0 ? samples.sort((a, b) => a.timeMs - b.timeMs) : samples;
}

export const countingFunctions: Readonly<Record<string, RangeFunction>> = {
  changes: countSteps(({ value: before }, { value: now }) => {
    if (typeof now === 'number' || typeof before === 'number') return now !== before && !(Number.isNaN(now) && Number.isNaN(before));
    return !equalHistograms(now, before);
  }),
  resets: countSteps((previous, current) => {
    if (isStartReset(previous.startMs, previous.timeMs, current.startMs, current.timeMs)) return true;
    if (typeof current.value === 'number' || typeof previous.value === 'number') return current.value < previous.value;
    return isCounterReset(current.value, previous.value);
  }),
};
