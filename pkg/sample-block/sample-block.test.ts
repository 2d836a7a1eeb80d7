import fc from 'fast-check';
import { STALE_NAN, wordsOf } from '#pkg/sample-model';
import { decodeTimes, decodeValues, encodeTimes, encodeValues } from './index.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bitsOf = (values: Float64Array): number[] => [...wordsOf(values)];
const noon = Date.UTC(2026, 5, 1, 12);
const every15s = (count: number): Float64Array => Float64Array.from({ length: count }, (_, at) => noon + at * 15_000);
const series = 7;

/** Doubles of any bits, and such as measurements have. */
const anyBits = fc.tuple(fc.integer(), fc.integer()).map(([low, high]) => new Float64Array(Int32Array.of(low, high).buffer));
const decimal = fc.tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.nat(6)).map(([number, places]) => Float64Array.of(number / 10 ** places));
const whole = fc.oneof(fc.nat(300), fc.maxSafeInteger(), fc.constantFrom(2 ** 49, 2 ** 49 + 1, -(2 ** 49), 2 ** 53, 0)).map((value) => Float64Array.of(value));
const special = fc.constantFrom(-0, 0, NaN, Infinity, -Infinity, 5e-324, Number.MAX_VALUE).map((value) => Float64Array.of(value));
const stale = fc.constant(STALE_NAN);
const column = fc.oneof(...[fc.oneof(whole, whole, whole, whole, stale), fc.oneof(decimal, special), fc.oneof(anyBits, whole), whole, decimal].map((value) => fc.array(value, { maxLength: 200 }))).map((parts) => {
  const values = new Float64Array(parts.length);
  parts.forEach((part, at) => values.set(part, at));
  return values;
});

describe('times that many series share', () => {
  test('come back, whatever they are', () => {
    const gap = fc.oneof(fc.constant(15_000), fc.integer({ min: 14_990, max: 15_010 }), fc.integer({ min: 1, max: 2 ** 40 }));
    fc.assert(fc.property(fc.integer({ min: -(2 ** 48), max: 2 ** 48 }), fc.array(gap, { maxLength: 150 }), (first, gaps) => {
      let time = first;
      const times = Float64Array.from([first, ...gaps.map((step) => (time += step))]);
      expect(decodeTimes(encodeTimes(times))).toEqual(times);
    }));
    expect(decodeTimes(encodeTimes(new Float64Array(0)))).toHaveLength(0);
  });

  test('take no more than some bytes when they are regular, and less than a byte each when they jitter by some milliseconds', () => {
    expect(encodeTimes(every15s(960)).length).toBeLessThan(48);
    expect(encodeTimes(every15s(960).map((time, at) => time + ((at * 7) % 9) - 4)).length).toBeLessThan(960 * 0.75);
  });

  test.each([
    ['out_of_order', Float64Array.of(noon, noon)],
    ['not_a_time', Float64Array.of(0.5)],
    ['not_a_time', Float64Array.of(NaN)],
    ['not_a_time', Float64Array.of(2 ** 50)],
    ['full', new Float64Array(0x10000)],
  ])('are refused as %s when they are no times', (fault, times) => {
    expect(() => encodeTimes(times)).toThrow(expect.objectContaining({ fault }) as Error);
  });
});

describe('a column of values', () => {
  test('comes back bit for bit, whatever is in it', () => {
    fc.assert(fc.property(column, (values) => {
      const times = every15s(values.length);
      expect(bitsOf(decodeValues(series, times, encodeValues(series, times, { values })).values)).toEqual(bitsOf(values));
    }), { numRuns: 500 });
  });

  test('keeps when counting began', () => {
    const start = fc.constantFrom(0, noon - 1000, noon - 7_200_000, noon + 30_000);
    fc.assert(fc.property(fc.array(start, { minLength: 1, maxLength: 40 }), (starts) => {
      const times = every15s(starts.length);
      const samples = { values: times.map((_, at) => at), startTimestamps: Float64Array.from(starts) };
      const decoded = decodeValues(series, times, encodeValues(series, times, samples));
      expect(decoded).toEqual(starts.some((one) => one !== 0) ? samples : { values: samples.values });
    }));
  });

  test.each([
    ['that never changes', (): number => 1024, 14],
    ['of a counter whose steps are even in 0 to 15', (at: number, before: number): number => before + ((at * 2_654_435_761) % 2 ** 32 >>> 28), 150],
    ['of a gauge with two decimal places', (at: number): number => (2000 + ((at * 37) % 64)) / 100, 210],
  ])('%s is short', (_what, next, bytes) => {
    let before = 0;
    const values = Float64Array.from({ length: 240 }, (_, at) => (before = next(at, before)));
    expect(encodeValues(series, every15s(240), { values }).length).toBeLessThan(bytes);
  });

  test('is read by its own series only, and not when a bit of it is wrong', () => {
    const [times, values] = [every15s(50), every15s(50).map((_, at) => at * at)];
    const bytes = encodeValues(series, times, { values });
    expect(() => decodeValues(series + 1, times, bytes)).toThrow(expect.objectContaining({ fault: 'corrupt' }) as Error);
    fc.assert(fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
      const broken = Uint8Array.from(bytes);
      broken[bit >> 3] = (broken[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => decodeValues(series, times, broken)).toThrow(expect.objectContaining({ fault: 'corrupt' }) as Error);
      expect(() => decodeTimes(broken)).toThrow(expect.objectContaining({ fault: 'corrupt' }) as Error);
    }));
    for (let length = 0; length < bytes.length; length += 1) expect(() => decodeValues(series, times, bytes.subarray(0, length))).toThrow(expect.objectContaining({ fault: 'corrupt' }) as Error);
  });
});

describe('what is on disk', () => {
  const times = Float64Array.of(noon, noon + 15_003, noon + 29_999, noon + 45_000);
  const start = Float64Array.of(0, noon - 1000, noon - 1000, noon + 40_000);

  test.each([
    ['one value', Float64Array.of(1.5, 1.5, 1.5, 1.5), undefined, '01ffc00000000000007f45f449'],
    ['whole numbers', Float64Array.of(10, 13, 13, 20), undefined, '1000020a019d00ef45505a'],
    ['decimals', Float64Array.of(0.25, 0.5, -1.75, 3), undefined, '110004ee81321c200ed824ebbf5d'],
    ['bits', Float64Array.of(Math.PI, NaN, -0, 5e-324), undefined, '270f7002487ed5110b473ff121fb54442d1e033fff83f80000000000000010c681c777'],
    ['start times', Float64Array.of(1, 2, 4, 8), start, '18380c3fd008148a7000018102f8e01899c7'],
  ])('stays readable: %s', (_what, values, startTimestamps, stored) => {
    expect(hex(encodeValues(series, times, { values, startTimestamps }))).toBe(stored);
    const decoded = decodeValues(series, times, Buffer.from(stored, 'hex'));
    expect([bitsOf(decoded.values), decoded.startTimestamps]).toEqual([bitsOf(values), startTimestamps]);
  });

  test('stays readable: times', () => {
    const stored = '04603a3c2c3419c3a8ea01e280264aa577';
    expect(hex(encodeTimes(times))).toBe(stored);
    expect(decodeTimes(Buffer.from(stored, 'hex'))).toEqual(times);
  });
});
