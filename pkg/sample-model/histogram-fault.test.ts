import { emptyBuckets, histogramFault, isStaleWords, type NativeHistogram, STALE_NAN, staleHistogram, wordsOf } from './index.ts';

const sound: NativeHistogram = {
  ...emptyBuckets, kind: 'integer', schema: 3, count: 7, sum: 12.5, zeroCount: 1, zeroThreshold: 0.001, resetHint: 'unknown', stale: false,
  positiveSpans: Int32Array.of(-2, 1, 3, 2), positiveCounts: Float64Array.of(1, 2, 0), negativeSpans: Int32Array.of(0, 1), negativeCounts: Float64Array.of(3),
};
const custom: NativeHistogram = { ...emptyBuckets, kind: 'float', schema: -53, count: 3, sum: 1, resetHint: 'unknown', stale: false, positiveSpans: Int32Array.of(0, 3), positiveCounts: Float64Array.of(1, 1, 1), customValues: Float64Array.of(0.5, 1) };

describe('histogramFault', () => {
  test.each([
    ['exponential', sound],
    ['custom', custom],
    ['stale', staleHistogram('integer')],
    ['with observations of NaN', { ...sound, count: 9, sum: NaN }],
    ['float, whose sums may be rounded', { ...sound, kind: 'float' as const, count: 7.25 }],
    ['empty', { ...emptyBuckets, kind: 'integer' as const, schema: 0, count: 0, sum: 0, resetHint: 'gauge' as const, stale: false }],
  ])('a sound histogram that is %s has none', (_name, histogram) => {
    expect(histogramFault(histogram)).toBeUndefined();
  });

  test.each<[Partial<NativeHistogram>, string]>([
    [{ schema: 9 }, 'there is no schema 9'],
    [{ schema: -5 }, 'there is no schema -5'],
    [{ count: 8 }, 'the buckets hold 7 observations, but the count is 8'],
    [{ count: 6, sum: NaN }, 'the buckets hold 7 observations, but the count is 6'],
    [{ positiveCounts: Float64Array.of(1, 2) }, 'the positive spans cover 3 buckets, but 2 are given'],
    [{ negativeSpans: new Int32Array(0) }, 'the negative spans cover 0 buckets, but 1 are given'],
    [{ positiveSpans: Int32Array.of(0, 1, -1, 2) }, 'the positive span 2 has the negative offset -1'],
    [{ positiveSpans: Int32Array.of(0, -1) }, 'the positive span 1 is too long'],
    [{ positiveCounts: Float64Array.of(3, -1, 1) }, 'the positive bucket 2 has -1 observations'],
    [{ negativeCounts: Float64Array.of(-3) }, 'the negative bucket 1 has -3 observations'],
    [{ zeroCount: -1 }, 'is negative'],
    [{ zeroThreshold: -1 }, 'the zero threshold'],
    [{ zeroThreshold: NaN }, 'the zero threshold'],
    [{ customValues: Float64Array.of(1) }, 'need the schema -53'],
    [{ count: 2 ** 60, zeroCount: 2 ** 60 - 6 }, 'more than 2^53 observations'],
  ])('%j is one', (change, reason) => {
    expect(histogramFault({ ...sound, ...change })).toContain(reason);
  });

  test.each<[Partial<NativeHistogram>, string]>([
    [{ customValues: Float64Array.of(1, 1) }, 'do not rise at number 2'],
    [{ customValues: Float64Array.of(1, Infinity) }, 'the custom bound 2 is Infinity'],
    [{ customValues: Float64Array.of(NaN) }, 'the custom bound 1 is NaN'],
    [{ customValues: Float64Array.of(1) }, 'reach to bucket 3, but the bounds make 2'],
    [{ positiveSpans: Int32Array.of(-1, 3) }, 'the custom span 1 has the negative offset -1'],
    [{ zeroCount: 1 }, 'no bucket around zero'],
    [{ negativeSpans: Int32Array.of(0, 0) }, 'no negative side'],
    [{ count: -1 }, 'is negative'],
  ])('custom buckets: %j is one', (change, reason) => {
    expect(histogramFault({ ...custom, ...change })).toContain(reason);
  });
});

test('the staleness marker keeps its bits from one typed array to another', () => {
  const values = Float64Array.of(1, NaN, 3);
  values.set(STALE_NAN, 2);
  const words = wordsOf(values.slice(1));
  expect([isStaleWords(words[0]!, words[1]!), isStaleWords(words[2]!, words[3]!)]).toEqual([false, true]);
});
