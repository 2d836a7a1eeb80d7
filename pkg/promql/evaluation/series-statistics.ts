import { emptyHistogram, type FloatHistogram } from '../histograms/float-histogram.ts';
import { isCounterReset } from '../histograms/histogram-reset.ts';
import type { SeriesSamples } from './series-source.ts';

/** A series whose histograms have lost their buckets, but not what the buckets said about counter resets. */
export function statisticsOf(samples: SeriesSamples): SeriesSamples {
  if (!samples.histograms) return samples;
  let previous: FloatHistogram | undefined;
  const histograms = samples.histograms.map((histogram): FloatHistogram | undefined => {
    if (!histogram) return undefined;
    const hint = histogram.counterResetHint !== 'unknown' || !previous ? histogram.counterResetHint : isCounterReset(histogram, previous) ? 'reset' : 'not_reset';
    previous = histogram;
    return { ...emptyHistogram, schema: histogram.schema, count: histogram.count, sum: histogram.sum, counterResetHint: hint };
  });
  return { ...samples, histograms };
}
