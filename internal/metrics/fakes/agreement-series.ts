import { writeStaleMarker } from '#pkg/promql';
import type { WriteSeries } from '#pkg/remote-write';
import { seriesFrom, someHistogram } from './write-batches.ts';

export const BEGIN_MS = Date.parse('2026-06-01T12:00:00Z');
const STEP_MS = 15_000;
const COUNT = 121;
export const END_MS = BEGIN_MS + (COUNT - 1) * STEP_MS;

const sampled = (valueAt: (n: number) => number): (readonly [number, number])[] => Array.from({ length: COUNT }, (_, n) => [BEGIN_MS + n * STEP_MS, valueAt(n)] as const);

/** Series of every kind that Prometheus 2 knows as well. */
export function agreementSeries(): WriteSeries[] {
  const requests = ['api', 'web'].flatMap((job) =>
    ['a', 'b'].map((instance, at) => seriesFrom({ __name__: 'requests_total', job, instance }, sampled((n) => (n < 60 || instance === 'a' ? n : n - 60) * (at + 1.37)))),
  );
  const buckets = ['0.1', '0.5', '1', '+Inf'].map((le, at) => seriesFrom({ __name__: 'latency_seconds_bucket', le, job: 'api' }, sampled((n) => n * (at + 1))));
  const special = [NaN, Infinity, -Infinity, -0, 0, 1e-7, 1.5e21, 1e20, 5e-324, Number.MAX_VALUE, 0.1, 123456789.123, -3];
  const gauges = special.map((value, at) => seriesFrom({ __name__: 'special', at: String(at).padStart(2, '0') }, sampled(() => value)));
  const text = seriesFrom({ __name__: 'text', quoted: 'a"b\\c', line: 'one\ntwo', script: '<b>&</b>', umlaut: 'ä€😀' }, sampled((n) => n));
  return [...requests, ...buckets, ...gauges, text, endingSeries(), fewSeries()];
}

/** Ends with a stale marker in the middle. */
function endingSeries(): WriteSeries {
  const series = seriesFrom({ __name__: 'ending', job: 'api' }, sampled((n) => n).slice(0, 40));
  writeStaleMarker(series.values, 39);
  return series;
}

/** Samples at odd milliseconds, with a gap. */
const fewSeries = (): WriteSeries => seriesFrom({ __name__: 'few', job: 'api' }, [[BEGIN_MS + 1, 1], [BEGIN_MS + 61_020, 2], [BEGIN_MS + 900_300, 4]]);

/** What Prometheus knows since version 3: names in UTF-8; native histograms are on by themselves. */
export function seriesOfVersion3(): WriteSeries[] {
  const times = Array.from({ length: COUNT }, (_, n) => BEGIN_MS + n * STEP_MS);
  const histograms = times.map((timestamp, n) => ({
    timestamp, startTimestamp: 0,
    histogram: someHistogram({ count: 10 * (n + 1), sum: 12.5 * (n + 1), zeroCount: 2 * (n + 1), positiveCounts: Float64Array.of(3 * (n + 1), 5 * (n + 1)) }),
  }));
  return [
    seriesFrom({ __name__: 'http.requests', 'http.status': '200', _a__b: 'c' }, sampled((n) => n)),
    { ...seriesFrom({ __name__: 'native_seconds', job: 'api' }, []), histograms },
  ];
}
