import fc from 'fast-check';
import { Labels, PromqlEngine, type PromqlEngineOptions, type QueryValue } from './index.ts';
import { prepareSeries } from './evaluation/prepared-series.ts';
import { RangeWindow, windowBounds, type WindowShape } from './evaluation/range-windows.ts';
import { rangeFunctions, rangeKernels } from './functions/range-functions.ts';
import { InMemorySeries } from './promqltest/in-memory-series.ts';
import { loadSeries } from './promqltest/load-series.ts';
import { parseTestScript } from './promqltest/test-script.ts';
import { samplingOffset, xxHash64 } from './values/label-hash.ts';
import { hasStaleMarker, staleMarkersOf, writeStaleMarker } from './values/stale-samples.ts';

function engineOf(load: string, options: PromqlEngineOptions = {}): PromqlEngine {
  const storage = new InMemorySeries();
  for (const command of parseTestScript(`load 1m\n${load}\n`)) if (command.kind === 'load') loadSeries(command, storage);
  return new PromqlEngine(storage, options);
}

const labelsIn = (value: QueryValue): string[] => (value.type === 'vector' ? value.samples : value.type === 'matrix' ? value.series : []).map(({ labels }) => labels.toString());
const twoSeries = 'http_requests_total{job="a"} 0+60x20\n  http_requests_total{job="b"} 0+120x20';

describe('PromqlEngine', () => {
  test.each(['rate(http_requests_total[5m])', '-http_requests_total', 'http_requests_total + 1', 'abs(http_requests_total)', 'http_requests_total == bool 0', 'timestamp(http_requests_total)'])(
    'the name of the metric is gone from %s at once',
    async (query) => {
      const engine = engineOf(twoSeries);
      const instant = await engine.instant(query, 600_000);
      const range = await engine.range(query, { startMs: 600_000, endMs: 900_000, stepMs: 60_000 });
      expect(labelsIn(instant.value).sort()).toEqual(['{job="a"}', '{job="b"}']);
      expect(labelsIn(range.value)).toEqual(['{job="a"}', '{job="b"}']);
    },
  );

  test.each(['last_over_time(http_requests_total[5m])', 'http_requests_total > 0', 'topk(5, http_requests_total)', 'http_requests_total or vector(1)'])('it stays in %s', async (query) => {
    const { value } = await engineOf(twoSeries).instant(query, 600_000);
    expect(labelsIn(value)).toContain('{__name__="http_requests_total", job="a"}');
  });

  test.each(['http_requests_total', 'rate(http_requests_total[5m])', '-http_requests_total', 'http_requests_total > 0', 'sum(http_requests_total)'])('what %s has answered stays as it is while other queries run', async (query) => {
    const engine = engineOf(twoSeries);
    const times = { startMs: 600_000, endMs: 900_000, stepMs: 60_000 };
    const { value } = await engine.range(query, times);
    const numbers = () => (value.type === 'matrix' ? value.series.map(({ floats }) => [[...floats.times], [...floats.values]]) : []);
    const before = numbers();
    for (let n = 1; n <= 100; n++) await engine.range(`http_requests_total * ${n}`, { ...times, endMs: times.endMs + n * 60_000 });
    expect(before.length).toBeGreaterThan(0);
    expect(numbers()).toEqual(before);
  });

  test('two metrics that cannot be told apart without their names have no common rate', async () => {
    const engine = engineOf('a_total{x="1"} 0+1x20\n  b_total{x="1"} 0+1x20');
    await expect(engine.instant('rate({x="1"}[5m])', 600_000)).rejects.toMatchObject({ errorType: 'execution', message: 'vector cannot contain metrics with the same labelset' });
  });

  test('a query that holds too many samples stops', async () => {
    const engine = engineOf(twoSeries, { maxSamples: 50 });
    await expect(engine.range('http_requests_total + 1', { startMs: 0, endMs: 1_200_000, stepMs: 1_000 })).rejects.toMatchObject({
      errorType: 'execution', code: 'limit', message: 'query processing would load too many samples into memory in query execution',
    });
    expect((await engine.instant('http_requests_total', 60_000)).peakSamples).toBeLessThanOrEqual(50);
  });

  test('a query that takes too long stops', async () => {
    let time = 0;
    const engine = engineOf(twoSeries, { timeoutMs: 100, now: () => (time += 60) });
    await expect(engine.instant('http_requests_total', 600_000)).rejects.toMatchObject({ errorType: 'timeout', message: 'query timed out in expression evaluation' });
  });

  test('a query that nobody waits for stops', async () => {
    const controller = new AbortController();
    const running = engineOf(twoSeries).instant('http_requests_total', 600_000, { signal: controller.signal });
    controller.abort();
    await expect(running).rejects.toMatchObject({ errorType: 'canceled', message: 'query was canceled in expression evaluation' });
  });

  test('a long query gives others their turn', async () => {
    const many = Array.from({ length: 300 }, (_, i) => `m{i="${i}"} 1+1x20`).join('\n  ');
    let time = 0;
    const engine = engineOf(many, { turnMs: 1, now: () => (time += 5) });
    let turns = 0;
    const ticking = setImmediate(function tick() {
      turns++;
      setImmediate(tick).unref();
    });
    await engine.instant('rate(m[5m])', 600_000);
    clearImmediate(ticking);
    expect(turns).toBeGreaterThan(1);
  });

  test.each([
    ['x[5m]', { startMs: 0, endMs: 1, stepMs: 1 }, 'invalid expression type "range vector" for range query, must be Scalar or instant Vector'],
    ['x', { startMs: 0, endMs: 1, stepMs: 0 }, 'zero or negative query resolution step widths are not accepted. Try a positive integer'],
    ['x', { startMs: 1, endMs: 0, stepMs: 1 }, 'end timestamp must not be before start time'],
  ])('a range query of %s over %j is refused', async (query, times, message) => {
    await expect(engineOf(twoSeries).range(query, times)).rejects.toMatchObject({ errorType: 'bad_data', message });
  });

  test('what the source rejects reaches the caller', async () => {
    const engine = new PromqlEngine({ select: () => Promise.reject(new Error('disk on fire')) });
    await expect(engine.instant('x', 0)).rejects.toThrow('disk on fire');
  });

  test('a sum of many terms is not too deep', async () => {
    const { value } = await engineOf('x 1 2 3').instant(Array.from({ length: 500 }, () => 'x').join(' + '), 120_000);
    expect(value).toMatchObject({ samples: [{ value: 1_500 }] });
  });

  test('annotations name the place in the query', async () => {
    const { infos, warnings } = await engineOf('gauge 1 2 3').instant('sum(\n  rate(gauge[5m])\n)', 120_000);
    expect(infos).toEqual(['PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "gauge" (2:8)']);
    expect(warnings).toEqual([]);
  });
});

describe('what only a comparison with Prometheus itself shows', () => {
  const valuesOf = ({ value }: Awaited<ReturnType<PromqlEngine['instant']>>) => (value.type === 'vector' ? value.samples.map((sample) => sample.value) : value.type === 'scalar' ? [value.value] : []);

  test('NaN yields to infinity in clamp(), max_of() and min_of(), and to nothing else', async () => {
    const engine = engineOf('x{of="nan"} NaN\n  x{of="low"} -Inf', { syntax: { experimentalFunctions: true } });
    expect(valuesOf(await engine.instant('clamp_min(x, Inf)', 0))).toEqual([Infinity, Infinity]);
    expect(valuesOf(await engine.instant('clamp(x, 100, NaN)', 0))).toEqual([NaN, 100]);
    expect(valuesOf(await engine.instant('max_of(NaN, Inf)', 0))).toEqual([Infinity]);
    expect(valuesOf(await engine.instant('min_of(NaN, Inf)', 0))).toEqual([NaN]);
  });

  test('limits that cross leave nothing that could have the same labels', async () => {
    const { value } = await engineOf('a{x="1"} 1\n  b{x="1"} 1').instant('clamp({x="1"}, 2, 1)', 0);
    expect(value).toMatchObject({ samples: [] });
  });

  test('bounds of native histograms are those of Prometheus to the last digit', async () => {
    const engine = engineOf('h {{schema:1 count:3 sum:3 buckets:[1 1 1]}}');
    const { value } = await engine.instant('count_values("value", h)', 0);
    expect(labelsIn(value)).toEqual(['{value="{count:3, sum:3, (0.7071067811865475,1]:1, (1,1.414213562373095]:1, (1.414213562373095,2]:1}"}']);
  });

  test('a smoothed window before the first sample has the value of that sample at both ends, and no rate', async () => {
    const engine = engineOf('x _ _ 7 8', { syntax: { extendedRangeSelectors: true } });
    const { value } = await engine.instant('x[10s] smoothed', 100_000);
    expect(value).toMatchObject({ type: 'matrix', series: [{ floats: { times: Float64Array.of(90_000, 100_000), values: Float64Array.of(7, 7) } }] });
    expect(valuesOf(await engine.instant('rate(x[10s] smoothed)', 100_000))).toEqual([]);
  });

  test('remarks name the last of several places, and large figures by two digits', async () => {
    const engine = engineOf('x_bucket{le="1"} 8000\n  x_bucket{le="2"} 2900\n  x_bucket{le="+Inf"} 9000');
    expect((await engine.instant('histogram_quantile(0.5, x_bucket)', 0)).infos[0]).toContain('with a max diff of 5.1e+03, over');
    const sorted = await engine.range('sort(sort(x_bucket))', { startMs: 0, endMs: 1000, stepMs: 1000 });
    expect(sorted.warnings).toEqual(['PromQL warning: sort is ineffective for range queries since results are always ordered by labels (1:1)']);
  });
});

describe('kernels', () => {
  const value = fc.oneof({ weight: 6, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) }, { weight: 3, arbitrary: fc.integer({ min: 0, max: 5 }) }, fc.constantFrom(NaN, Infinity, -Infinity, -0));
  const samples = fc.array(fc.tuple(fc.integer({ min: 1, max: 90_000 }), value), { maxLength: 60 });

  test.each(Object.keys(rangeKernels))('%s over all steps is the same as window by window', (name) => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 400_000 }), fc.integer({ min: 1, max: 120_000 }), fc.integer({ min: -60_000, max: 60_000 }), (points, rangeMs, stepMs, offsetMs) => {
        let timeMs = 0;
        const timestamps = Float64Array.from(points, ([gap]) => (timeMs += gap));
        const series = prepareSeries({ labels: Labels.empty, timestamps, values: Float64Array.from(points, ([, sample]) => sample) });
        const shape: WindowShape = { rangeMs, offsetMs, timestampMs: undefined, extension: undefined, lookbackMs: 300_000 };
        const grid = { startMs: 0, stepMs, steps: 40 };
        const call = { shape, metricName: 'x', range: { start: 0, end: 0 }, parameters: [], remark: () => undefined };
        const bounds = windowBounds(timestamps, shape, grid);
        const kinds = new Uint8Array(grid.steps);
        const results = new Float64Array(grid.steps);
        rangeKernels[name]!(series.floats, bounds, call, grid, kinds, results);

        const window = new RangeWindow(series.floats, undefined, shape, grid);
        for (let step = 0; step < grid.steps; step++) {
          window.moveTo(step, bounds, undefined);
          const inWindow = [...timestamps].filter((time) => time > window.startMs && time <= window.endMs).length;
          expect(window.floatCount).toBe(inWindow);
          const expected = window.isEmpty ? undefined : rangeFunctions[name]!(window, call);
          expect(kinds[step] === 1 ? results[step]! + 0 : undefined).toEqual(typeof expected === 'number' ? expected + 0 : undefined);
        }
      }),
      { numRuns: 60 },
    );
  });
});

test.each([
  ['', 'ef46db3751d8e999'],
  ['a', 'd24ec4f1a98c6e5b'],
  ['as', '1c330fb2d66be179'],
  ['asdf', '415872f599cea71e'],
  ['Call me Ishmael. Some years ago--never mind how long precisely-', '02a2e85470d6fd96'],
])('xxHash64 of %j is %s', (text, expected) => {
  expect(xxHash64(new TextEncoder().encode(text)).toString(16).padStart(16, '0')).toBe(expected);
});

test('sampling spreads series over the whole interval', () => {
  const offsets = Array.from({ length: 1_000 }, (_, i) => samplingOffset(Labels.from({ __name__: 'x', i: String(i) })));
  expect(offsets.filter((offset) => offset < 0.25).length).toBeGreaterThan(200);
  expect(offsets.filter((offset) => offset >= 0.75).length).toBeGreaterThan(200);
});

test('a stale marker is told apart from other NaNs, also in a part of an array', () => {
  const samples = Float64Array.of(1, NaN, 2, NaN);
  expect(hasStaleMarker(samples)).toBe(false);
  writeStaleMarker(samples, 3);
  expect([1, 3].map(staleMarkersOf(samples))).toEqual([false, true]);
  expect(hasStaleMarker(samples.subarray(2))).toBe(true);
});
