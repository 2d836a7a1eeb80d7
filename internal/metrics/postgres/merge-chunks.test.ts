import fc from 'fast-check';
import { emptyBuckets, isStaleWords, type NativeHistogram, STALE_NAN, staleHistogram, wordsOf } from '#pkg/sample-model';
import type { StoredChunk } from './chunk-archive.ts';
import { countOf, encodeChunk, type ChunkSamples, timeAt } from './chunk-samples.ts';
import { planCompaction } from './compaction-plan.ts';
import { encodeTimesOnce, joinPieces, MOST_SAMPLES } from './join-pieces.ts';
import { cutIntoDays, mergeSamples } from './merge-chunks.ts';
import { SharedTimes } from './shared-times.ts';

const histogram = (count: number): NativeHistogram => ({ ...emptyBuckets, kind: 'integer', schema: 0, count, sum: count, positiveSpans: Int32Array.of(0, 1), positiveCounts: Float64Array.of(count), resetHint: 'unknown', stale: false });

/** One sample in words: its kind, time and what it says. */
function wordsOfSamples(contents: readonly ChunkSamples[]): Map<number, string> {
  const all = new Map<number, string>();
  for (const content of contents) {
    for (let at = 0; at < countOf(content); at += 1) {
      if (content.kind === 'float') {
        const [low = 0, high = 0] = wordsOf(content.floats.values).subarray(at * 2);
        const what = isStaleWords(low, high) ? 'stale' : String(content.floats.values[at]);
        all.set(timeAt(content, at), `float ${what} since ${content.floats.startTimestamps?.[at] ?? 0}`);
      } else {
        const { histogram: { count, stale }, startTimestamp } = content.histograms[at] as (typeof content.histograms)[number];
        all.set(timeAt(content, at), `histogram ${stale ? 'stale' : count} since ${startTimestamp}`);
      }
    }
  }
  return all;
}

const sample = fc.record({ time: fc.nat({ max: 60 }), value: fc.oneof(fc.constant('stale' as const), fc.integer({ min: 1, max: 5 })), start: fc.constantFrom(0, 7) });
/** Any chunks, or floats that follow each other. */
const layout = fc.oneof(fc.array(fc.record({ kind: fc.constantFrom('float' as const, 'float' as const, 'histogram' as const), samples: fc.uniqueArray(sample, { selector: ({ time }) => time, minLength: 1, maxLength: 12 }) }), { minLength: 1, maxLength: 8 }),
  fc.array(fc.uniqueArray(sample, { selector: ({ time }) => time, minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 8 })
    .map((chunks) => chunks.map((samples, at) => ({ kind: 'float' as const, samples: samples.map((one) => ({ ...one, time: one.time + at * 100 })) }))));

function chunkFrom({ kind, samples }: { kind: 'float' | 'histogram'; samples: readonly { time: number; value: number | 'stale'; start: number }[] }, seq: number): StoredChunk {
  const sorted = [...samples].sort((one, other) => one.time - other.time);
  const startTimestamps = Float64Array.from(sorted, ({ start }) => start);
  if (kind === 'histogram') {
    const histograms = sorted.map(({ time, value, start }) => ({ timestamp: time, startTimestamp: start, histogram: value === 'stale' ? staleHistogram('integer') : histogram(value) }));
    return { ...encodeChunk(1, { kind, histograms }), seq };
  }
  const values = Float64Array.from(sorted, ({ value }) => (value === 'stale' ? 0 : value));
  sorted.forEach(({ value }, at) => { if (value === 'stale') values.set(STALE_NAN, at); });
  return { ...encodeChunk(1, { kind, floats: { timestamps: Float64Array.from(sorted, ({ time }) => time), values, startTimestamps } }), seq };
}

/** Of samples at the same time the first that was stored. */
function naive(chunks: readonly StoredChunk[]): Map<number, string> {
  const all = new Map<number, string>();
  for (const chunk of [...chunks].sort((one, other) => one.seq - other.seq)) {
    for (const [time, words] of wordsOfSamples(mergeSamples([chunk]))) if (!all.has(time)) all.set(time, words);
  }
  return new Map([...all].sort(([one], [other]) => one - other));
}
/** Joined, as they are read again. */
function join(pieces: readonly StoredChunk[]): readonly StoredChunk[] {
  const { columns, chunks } = joinPieces(pieces, encodeTimesOnce(), (error) => { throw error; });
  return [...columns.map(({ times, ...column }): StoredChunk => ({ ...column, kind: 'float', times: new SharedTimes(times) })), ...chunks.map((chunk) => ({ ...chunk, seq: chunk.seq ?? -1 }))];
}
const inTime = (samples: Map<number, string>) => new Map([...samples].sort(([one], [other]) => one - other));

describe('chunks of one series', () => {
  test('merged hold every sample, and of those at the same time the first', () => {
    fc.assert(fc.property(layout, fc.array(fc.nat({ max: 5 })), (given, order) => {
      const chunks = given.map((chunk, at) => chunkFrom(chunk, order[at] ?? at));
      const distinct = chunks.map((chunk, at) => ({ ...chunk, seq: chunk.seq * 100 + at }));
      const merged = join(distinct);
      expect(inTime(wordsOfSamples(mergeSamples(join(merged))))).toEqual(naive(distinct));
      expect(inTime(wordsOfSamples(mergeSamples(merged)))).toEqual(naive(distinct));
      expect(merged.reduce((sum, { samples }) => sum + samples, 0)).toBe(naive(distinct).size);
      for (const chunk of merged) expect(chunk).toMatchObject({ seq: Math.min(...distinct.map(({ seq }) => seq)) });
    }));
  });

  test('stay of a size that is quickly read', () => {
    const long = (start: number, seq: number) => chunkFrom({ kind: 'float', samples: Array.from({ length: 900 }, (_, at) => ({ time: start + at * 2, value: at % 5, start: 0 })) }, seq);
    const merged = join([long(0, 1), long(1, 2)]);
    expect(merged.map(({ samples }) => samples)).toEqual([900, 900]);
    expect(MOST_SAMPLES).toBeGreaterThanOrEqual(900);
  });

  test('are cut at midnight', () => {
    const day = 86_400_000;
    const times = [day - 2, day - 1, day, day + 5, 3 * day];
    const pieces = cutIntoDays(chunkFrom({ kind: 'float', samples: times.map((time, value) => ({ time, value, start: 7 })) }, 1));
    expect(pieces.map(({ startMs, endMs, samples }) => [startMs, endMs, samples])).toEqual([[day - 2, day - 1, 2], [day, day + 5, 2], [3 * day, 3 * day, 1]]);
    expect([...wordsOfSamples(mergeSamples(pieces.map((piece, seq) => ({ ...piece, seq })))).values()]).toEqual([0, 1, 2, 3, 4].map((value) => `float ${value} since 7`));
  });
});

describe('a plan of compaction', () => {
  const chunk = (startMs: number, endMs: number, samples: number) => ({ startMs, endMs, samples, joined: true });
  test.each([
    ['neighbours until there is enough', [chunk(0, 9, 120), chunk(10, 19, 120), chunk(20, 29, 120), chunk(30, 39, 120), chunk(40, 49, 120)], [[0, 10, 20, 30]]],
    ['nothing of one chunk', [chunk(0, 9, 3)], []],
    ['nothing that is big enough', [chunk(0, 9, 480), chunk(10, 19, 480)], []],
    ['what overlaps, however big', [chunk(0, 19, 900), chunk(10, 29, 900), chunk(30, 39, 480)], [[0, 10]]],
    ['not more than can be read quickly', [chunk(0, 9, 470), chunk(10, 19, 600)], []],
    ['what begins earlier and reaches into the stretch, and nothing behind it', [chunk(-20, -11, 10), chunk(-10, 5, 10), chunk(1, 9, 10), chunk(50, 59, 10)], [[-10, 1]]],
    ['the small one behind a big one', [chunk(0, 9, 100), chunk(5, 15, 10), chunk(16, 19, 10)], [[0, 5, 16]]],
    ['a new one by itself', [{ ...chunk(0, 9, 480), joined: false }, chunk(10, 19, 480)], [[0]]],
  ])('takes %s', (_what, chunks, expected) => {
    expect(planCompaction(chunks, { startMs: 0, endMs: 50 }).map((group) => group.map(({ startMs }) => startMs))).toEqual(expected);
  });
});
