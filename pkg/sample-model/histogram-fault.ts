import { isCustomBuckets, isExponential, type NativeHistogram } from './native-histogram.ts';

/** Why the histogram makes no sense, as a sentence for its sender; undefined when it does. The rules are those of Prometheus. */
export function histogramFault(histogram: NativeHistogram): string | undefined {
  if (histogram.stale) return undefined;
  return layoutFault(histogram) ?? countsFault(histogram);
}

function layoutFault({ schema, zeroCount, zeroThreshold, positiveSpans, positiveCounts, negativeSpans, negativeCounts, customValues }: NativeHistogram): string | undefined {
  if (isCustomBuckets(schema)) {
    if (zeroCount !== 0 || zeroThreshold !== 0) return 'custom buckets have no bucket around zero';
    if (negativeSpans.length > 0 || negativeCounts.length > 0) return 'custom buckets have no negative side';
    return boundsFault(customValues) ?? spansFault('custom', positiveSpans, positiveCounts.length, customValues.length + 1);
  }
  if (!isExponential(schema)) return `there is no schema ${schema}: it is -4 to 8, or -53 for custom buckets`;
  if (customValues.length > 0) return 'custom values need the schema -53';
  if (!(zeroThreshold >= 0)) return 'the zero threshold is negative or not a number';
  return spansFault('positive', positiveSpans, positiveCounts.length) ?? spansFault('negative', negativeSpans, negativeCounts.length);
}

function boundsFault(bounds: Float64Array): string | undefined {
  for (const [index, bound] of bounds.entries()) {
    if (Number.isNaN(bound) || bound === Infinity) return `the custom bound ${index + 1} is ${bound}`;
    if (index > 0 && bound <= (bounds[index - 1] ?? 0)) return `the custom bounds do not rise at number ${index + 1}`;
  }
  return undefined;
}

/** `room`: how many buckets there are at most, for custom ones, whose first span cannot begin below the first bound. */
function spansFault(side: string, spans: Int32Array, buckets: number, room?: number): string | undefined {
  let [covered, reach] = [0, 0];
  for (let span = 0; span < spans.length; span += 2) {
    const [offset = 0, length = 0] = spans.subarray(span, span + 2);
    if (offset < 0 && (span > 0 || room !== undefined)) return `the ${side} span ${span / 2 + 1} has the negative offset ${offset}`;
    if (length < 0) return `the ${side} span ${span / 2 + 1} is too long`;
    covered += length;
    reach += offset + length;
  }
  if (covered !== buckets) return `the ${side} spans cover ${covered} buckets, but ${buckets} are given`;
  return room !== undefined && reach > room ? `the custom spans reach to bucket ${reach}, but the bounds make ${room}` : undefined;
}

function countsFault({ kind, count, sum, zeroCount, positiveCounts, negativeCounts }: NativeHistogram): string | undefined {
  let total = zeroCount;
  for (const [side, counts] of [['positive', positiveCounts], ['negative', negativeCounts]] as const) {
    for (const [index, observations] of counts.entries()) {
      if (observations < 0) return `the ${side} bucket ${index + 1} has ${observations} observations`;
      total += observations;
    }
  }
  if (zeroCount < 0 || count < 0) return 'the number of observations is negative';
  if (kind === 'float') return undefined;
  if (!Number.isSafeInteger(count) || !Number.isSafeInteger(total)) return 'more than 2^53 observations are not supported in an integer histogram';
  // Observations of NaN are counted, but fall in no bucket; they make the sum NaN, too.
  if (Number.isNaN(sum) ? total > count : total !== count) return `the buckets hold ${total} observations, but the count is ${count}`;
  return undefined;
}
