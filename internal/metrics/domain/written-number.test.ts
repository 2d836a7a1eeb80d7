import { MOST_DIGITS, NOT_WRITTEN, writeNumber } from './written-number.ts';

const bytes = Buffer.alloc(MOST_DIGITS + 2);
const written = (value: number): string | undefined => {
  const end = writeNumber(bytes, 1, value);
  return end === NOT_WRITTEN ? undefined : bytes.toString('latin1', 1, end);
};

/** Equal seeds, equal numbers (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = randomOf(7);
const fraction = (): number => random() + random() / 2 ** 32;
const COUNT = 50_000;
const kinds: Readonly<Record<string, () => number>> = {
  'any digits': () => fraction() * 10 ** Math.floor(random() * 20 - 5),
  'rates of counters': () => Math.floor(random() * 1e6) / (280 + Math.floor(random() * 20)),
  'few decimals': () => Math.floor(random() * 1e9) / 10 ** Math.floor(random() * 9),
  'sums of few decimals': () => Math.floor(random() * 1e4) / 100 + Math.floor(random() * 1e4) / 1000,
  'whole numbers': () => Math.floor(random() * 10 ** (random() * 16)),
  'negative numbers': () => -fraction() * 1000,
  'neighbours of short numbers': () => (Math.floor(random() * 1000) / 100) * (1 + (Math.floor(random() * 5) - 2) * 2 ** -52),
  'multiples of powers of two': () => Math.floor(random() * 4096) * 2 ** -Math.floor(random() * 20),
};

describe('A number that is written into bytes', () => {
  test.each(Object.entries(kinds))('is what String() says: %s', (_kind, next) => {
    const different: unknown[] = [];
    let left = 0;
    for (let at = 0; at < COUNT; at += 1) {
      const value = next();
      const text = written(value);
      if (text === undefined) left += 1;
      else if (text !== String(value)) different.push([value, text]);
    }
    expect(different).toEqual([]);
    // Powers of two, zeros and numbers out of the range are left to others, and no more than those.
    expect(left / COUNT).toBeLessThan(0.4);
  });

  test.each([0.1, 0.2, 0.3, 0.30000000000000004, 1.5, 9.999999999999998, 99999.99999999999, 123456789.12345679, 0.000012345678901234568, 5e-5, 0.1 + 0.7, 1 / 3, 2 / 3, 100.00000000000001, 999999999999999, 10, 1e14])('%d is', (value) => {
    expect(written(value)).toBe(String(value));
  });

  test.each([0, -0, NaN, Infinity, -Infinity, 1e15, 1e21, 5e-324, 1e-7, 0.5, 0.25])('%d is left to others', (value) => {
    expect(written(value)).toBeUndefined();
  });
});
