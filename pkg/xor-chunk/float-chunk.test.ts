import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { isStaleWords, STALE_NAN, wordsOf } from '#pkg/sample-model';
import { ChunkError, decodeFloatChunk, decodeFloatChunkInto, describeChunk, encodeFloatChunk, type FloatSamples, MAX_SAMPLES, OpenChunks } from './index.ts';

const noon = 1_763_726_400_000;
const words = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -1000, max: 1000 }).map((value) => [...new Uint32Array(Float64Array.of(value).buffer)]) },
  { weight: 3, arbitrary: fc.double().map((value) => [...new Uint32Array(Float64Array.of(value).buffer)]) },
  { weight: 2, arbitrary: fc.maxSafeInteger().map((value) => [...new Uint32Array(Float64Array.of(value).buffer)]) },
  { weight: 2, arbitrary: fc.tuple(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 0, max: 0xffffffff })).map((both) => [...both]) },
  { weight: 2, arbitrary: fc.constantFrom([2, 0x7ff00000], [0, 0x80000000], [0, 0x7ff00000], [0, 0xfff00000], [1, 0x7ff80000], [0, 0], [0xffffffff, 0xffffffff], [1, 0]) },
);
const step = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(15_000, 15_001, 14_998, 15_150) }, { weight: 2, arbitrary: fc.integer({ min: 1, max: 70_000 }) }, { weight: 1, arbitrary: fc.constantFrom(1, 2 ** 31, 2 ** 40, 2 ** 50) });
const begin = fc.constantFrom(noon, 0, -1, -noon, Number.MIN_SAFE_INTEGER);
const start = fc.oneof(fc.constantFrom(0, noon - 5, noon), fc.integer({ min: -(2 ** 40), max: 2 ** 40 }));

const samples: fc.Arbitrary<FloatSamples> = fc.tuple(begin, fc.array(fc.tuple(step, words, start), { maxLength: 60 }), fc.boolean()).map(([first, list, withStarts]) => {
  let timestamp = first;
  const timestamps = list.map(([by], index) => (index === 0 ? first : (timestamp += by))).filter((time) => time <= Number.MAX_SAFE_INTEGER);
  const values = new Float64Array(Uint32Array.from(list.slice(0, timestamps.length).flatMap(([, both]) => both)).buffer);
  const starts = list.slice(0, timestamps.length).map(([, , at], index) => (Math.abs((timestamps[index] ?? 0) - at) > 2 ** 51 ? 0 : at));
  return { timestamps: Float64Array.from(timestamps), values, startTimestamps: withStarts && starts.some((at) => at !== 0) ? Float64Array.from(starts) : undefined };
});
const plain = ({ timestamps, values, startTimestamps }: FloatSamples) => ({ timestamps: [...timestamps], words: [...wordsOf(values)], starts: startTimestamps && [...startTimestamps] });

describe('a chunk of floats', () => {
  test('gives back every bit of whatever was encoded', () => {
    fc.assert(fc.property(samples, (all) => {
      expect(plain(decodeFloatChunk(encodeFloatChunk(all)))).toEqual(plain(all));
    }), { numRuns: 200 });
  });

  test('is decoded into the middle of an array, and leaves the rest alone', () => {
    const one = { timestamps: Float64Array.of(noon, noon + 1), values: Float64Array.of(7, 8) };
    const [timestamps, values] = [new Float64Array(4), new Float64Array(4)];
    expect(decodeFloatChunkInto(encodeFloatChunk(one), timestamps, values, 1)).toBe(2);
    expect([[...timestamps], [...values]]).toEqual([[0, noon, noon + 1, 0], [0, 7, 8, 0]]);
  });

  test('says what it holds', () => {
    expect(describeChunk(encodeFloatChunk({ timestamps: Float64Array.of(1, 2), values: Float64Array.of(1, 2) }))).toEqual({ kind: 'float', count: 2 });
  });

  test.each([
    ['a counter that is scraped on time', (index: number) => noon + index * 15_000, (index: number) => 1e6 + index * 10, 0.5],
    ['a counter with jitter in time and increase', (index: number) => noon + index * 15_000 + ((index * 7) % 5) - 2, (index: number) => 1e6 + index * 100 + ((index * 31) % 53), 3],
    ['a gauge that stays', (index: number) => noon + index * 15_000, () => 0.25, 0.5],
    ['a gauge of any numbers', (index: number) => noon + index * 15_000, (index: number) => Math.sin(index) * 100, 9],
  ])('%s takes few bytes', (_name, time, value, most) => {
    const indices = Array.from({ length: 240 }, (_, index) => index);
    const bytes = encodeFloatChunk({ timestamps: Float64Array.from(indices, time), values: Float64Array.from(indices, value) });
    expect(bytes.length / 240).toBeLessThan(most);
  });

  test.each([
    ['the same time twice', [noon, noon], 'out_of_order'],
    ['a time that goes back', [noon, noon - 1], 'out_of_order'],
    ['half a millisecond', [0.5], 'not_a_time'],
    ['no number', [NaN], 'not_a_time'],
    ['infinity', [Infinity], 'not_a_time'],
    ['2^53', [2 ** 53], 'not_a_time'],
  ])('refuses %s', (_name, times, fault) => {
    expect(() => encodeFloatChunk({ timestamps: Float64Array.from(times), values: new Float64Array(times.length) })).toThrow(expect.objectContaining({ fault, code: 'invalid' }));
  });

  test('refuses a start that is no time', () => {
    for (const at of [0.5, NaN, 2 ** 53 - 1]) {
      expect(() => encodeFloatChunk({ timestamps: Float64Array.of(noon), values: Float64Array.of(1), startTimestamps: Float64Array.of(at) })).toThrow(expect.objectContaining({ fault: 'not_a_time' }));
    }
  });

  test('holds 65,535 samples and no more', () => {
    const full = { timestamps: Float64Array.from({ length: MAX_SAMPLES }, (_, index) => index), values: new Float64Array(MAX_SAMPLES) };
    expect(decodeFloatChunk(encodeFloatChunk(full)).timestamps).toHaveLength(MAX_SAMPLES);
    const more = { timestamps: Float64Array.from({ length: MAX_SAMPLES + 1 }, (_, index) => index), values: new Float64Array(MAX_SAMPLES + 1) };
    expect(() => encodeFloatChunk(more)).toThrow(expect.objectContaining({ fault: 'full' }));
  });
});

describe('a damaged chunk', () => {
  test('is found out by one changed, lost or added byte', () => {
    fc.assert(fc.property(samples, fc.nat(), fc.integer({ min: 1, max: 255 }), (all, at, change) => {
      const chunk = encodeFloatChunk(all);
      const changed = Uint8Array.from(chunk);
      changed[at % chunk.length]! ^= change;
      for (const bytes of [changed, chunk.subarray(0, at % chunk.length), Buffer.concat([chunk, Buffer.of(change)])]) {
        expect(() => decodeFloatChunk(bytes)).toThrow(ChunkError);
      }
    }));
  });

  test('whose checksum was forged is read or refused, never worse', () => {
    fc.assert(fc.property(samples, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }), (all, changes) => {
      const chunk = Buffer.from(encodeFloatChunk(all));
      for (const [at, value] of changes) chunk[at % chunk.length] = value;
      chunk.writeUInt32BE(crc32(chunk.subarray(0, -4)), chunk.length - 4);
      try {
        const { timestamps } = decodeFloatChunk(chunk);
        expect(timestamps.every((time, index) => index === 0 || time > timestamps[index - 1]!)).toBe(true);
      } catch (error) {
        if (!(error instanceof ChunkError)) throw error;
      }
    }), { numRuns: 400 });
  });

  test('of a later version is named as such', () => {
    const chunk = Buffer.from(encodeFloatChunk({ timestamps: Float64Array.of(1), values: Float64Array.of(1) }));
    chunk[0] = 2;
    chunk.writeUInt32BE(crc32(chunk.subarray(0, -4)), chunk.length - 4);
    expect(() => decodeFloatChunk(chunk)).toThrow(expect.objectContaining({ fault: 'unknown_version' }));
  });
});

describe('open chunks', () => {
  test('hold what one chunk at a time would, however their samples are mixed', () => {
    fc.assert(fc.property(fc.array(samples, { minLength: 1, maxLength: 5 }), fc.infiniteStream(fc.nat()), (series, order) => {
      const open = new OpenChunks();
      const slots = series.map(() => open.open());
      const next = series.map(() => 0);
      for (let left = series.reduce((sum, { timestamps }) => sum + timestamps.length, 0); left > 0; left -= 1) {
        const waiting = series.flatMap(({ timestamps }, index) => (next[index]! < timestamps.length ? [index] : []));
        const index = waiting[order.next().value! % waiting.length]!;
        const { timestamps, values, startTimestamps } = series[index]!;
        const at = next[index]!++;
        const bits = wordsOf(values);
        open.append(slots[index]!, timestamps[at]!, bits[at * 2]!, bits[at * 2 + 1]!, startTimestamps?.[at]);
      }
      series.forEach((all, index) => expect(Buffer.from(open.snapshot(slots[index]!)).equals(encodeFloatChunk(all))).toBe(true));
    }), { numRuns: 200 });
  });

  const filled = (open: OpenChunks, samplesOfEach: number) => {
    const slot = open.open();
    for (let index = 0; index < samplesOfEach; index += 1) open.append(slot, noon + index, index * 0x9e3779b9 >>> 0, index);
    return slot;
  };

  test('can be read and appended to in turn', () => {
    const open = new OpenChunks();
    const slot = open.open();
    const seen = [1, 2, 3].map((value) => {
      open.append(slot, noon + value, 0, value);
      return decodeFloatChunk(open.snapshot(slot)).timestamps.length;
    });
    expect(seen).toEqual([1, 2, 3]);
    expect([open.count(slot), open.lastTimestamp(slot), open.lastIs(slot, 0, 3), open.lastIs(slot, 0, 2)]).toEqual([3, noon + 3, true, false]);
  });

  test('are as they were after a sample that was refused', () => {
    const open = new OpenChunks();
    const slot = filled(open, 10);
    const before = Buffer.from(open.snapshot(slot));
    expect(() => open.append(slot, noon + 9, 1, 1)).toThrow(expect.objectContaining({ fault: 'out_of_order' }));
    expect(() => open.append(slot, noon + 10, 1, 1, 0.5)).toThrow(expect.objectContaining({ fault: 'not_a_time' }));
    expect(before.equals(open.snapshot(slot))).toBe(true);
  });

  test('begin anew without a trace of what was there', () => {
    const open = new OpenChunks();
    const slot = filled(open, 100);
    open.append(slot, noon + 1000, 1, 1, noon);
    open.restart(slot);
    expect(decodeFloatChunk(open.snapshot(slot))).toEqual({ timestamps: new Float64Array(0), values: new Float64Array(0), startTimestamps: undefined });
    open.append(slot, 5, ...(wordsOf(STALE_NAN) as unknown as [number, number]));
    const { values } = decodeFloatChunk(open.snapshot(slot));
    expect(isStaleWords(...(wordsOf(values) as unknown as [number, number]))).toBe(true);
  });

  test('use released memory again', () => {
    const open = new OpenChunks();
    const round = () => {
      const slots = Array.from({ length: 500 }, () => filled(open, 50));
      slots.forEach((slot) => open.release(slot));
    };
    round();
    const { bytes } = open;
    for (let times = 0; times < 5; times += 1) round();
    expect(open.bytes).toBe(bytes);
  });

  test('of very many series stay apart', () => {
    const open = new OpenChunks();
    const slots = Array.from({ length: 3000 }, () => open.open());
    for (let index = 0; index < 40; index += 1) slots.forEach((slot) => open.append(slot, noon + index, slot, index));
    slots.forEach((slot) => {
      const { values } = decodeFloatChunk(open.snapshot(slot));
      expect([...wordsOf(values)]).toEqual(Array.from({ length: 40 }, (_, index) => [slot, index]).flat());
    });
  });
});
