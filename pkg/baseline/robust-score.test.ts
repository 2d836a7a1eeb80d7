import fc from 'fast-check';
import { robustJudgement, type RobustOptions } from './index.ts';

const options: RobustOptions = { maxScore: 3.5, direction: 'both', minDeviation: 0, minSamples: 5 };
// Of whole numbers that are not too large sums and halves are exact.
const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 5, maxLength: 60 });
const value = fc.integer({ min: -5000, max: 5000 });

describe('robustJudgement', () => {
  test('is the modified z-score of the textbook', () => {
    // NIST/SEMATECH 1.3.5.17: M = 0.6745 (x - median) / MAD
    const history = [2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3];
    const { score, expected, verdict, samples } = robustJudgement(history, 8.2, options);
    expect(expected).toBeCloseTo(2.45, 12);
    expect(score).toBeCloseTo((0.6745 * (8.2 - 2.45)) / 0.15, 2);
    expect({ verdict, samples }).toEqual({ verdict: 'anomalous', samples: 10 });
  });

  test('takes the mean absolute deviation when most values are the same', () => {
    const { score, explanation } = robustJudgement([5, 5, 5, 5, 5, 5, 9, 1], 7, options);
    expect(score).toBeCloseTo(2 / (1.253314 * 1), 5);
    expect(explanation).toBe('7 is between 0.6134 and 9.3866. The median of 8 samples is 5, their robust standard deviation 1.2533 (by the mean absolute deviation, as most values are the same). The score is 1.5958, up to 3.5 is normal.');
  });

  test('finds every other value anomalous where there has been one only, unless the deviation is allowed', () => {
    const constant = [3, 3, 3, 3, 3];
    expect(robustJudgement(constant, 3, options)).toMatchObject({ verdict: 'normal', score: 0 });
    expect(robustJudgement(constant, 3.01, options)).toMatchObject({ verdict: 'anomalous', score: Infinity, explanation: '3.01 is above 3. All of 5 samples are 3. The score is Infinity, up to 3.5 is normal.' });
    expect(robustJudgement(constant, 3.01, { ...options, minDeviation: 1 })).toMatchObject({
      verdict: 'normal', lower: 2, upper: 4, explanation: '3.01 is between 2 and 4. All of 5 samples are 3. The score is Infinity, up to 3.5 is normal, and so is a deviation of up to 1.',
    });
  });

  test.each([
    ['above', 100, 'anomalous'], ['above', -100, 'normal'],
    ['below', 100, 'normal'], ['below', -100, 'anomalous'],
    ['both', 100, 'anomalous'], ['both', -100, 'anomalous'],
  ] as const)('looks %s only: %d is %s', (direction, at, verdict) => {
    const judgement = robustJudgement([1, 2, 3, 4, 5], at, { ...options, direction });
    expect(judgement.verdict).toBe(verdict);
    if (verdict === 'normal') expect(judgement.explanation).toContain(`but only values ${direction} count.`);
  });

  test('does not count what is not finite, and says how much is missing', () => {
    const history = Float64Array.of(1, NaN, 2, Infinity, 3, -Infinity, 4);
    expect(robustJudgement(history, 9, options)).toEqual({
      verdict: 'not_enough_history', expected: NaN, lower: NaN, upper: NaN, score: NaN, samples: 4, basis: 'all', explanation: 'There are 4 samples to compare with, and 5 are needed.',
    });
    expect(robustJudgement([], 9, { ...options, minSamples: 0 }).verdict).toBe('not_enough_history');
  });

  test('finds no anomaly in a value that is not a number, and one in infinity', () => {
    expect(robustJudgement([1, 2, 3, 4, 5], NaN, options)).toMatchObject({ verdict: 'normal', score: NaN });
    expect(robustJudgement([1, 2, 3, 4, 5], Infinity, options)).toMatchObject({ verdict: 'anomalous', score: Infinity });
  });

  test.each([{ maxScore: 0 }, { maxScore: NaN }, { maxScore: Infinity }, { minDeviation: -1 }, { minDeviation: NaN }])('refuses %j', (change) => {
    expect(() => robustJudgement([1], 1, { ...options, ...change })).toThrow(RangeError);
  });

  test('says the same when everything is moved', () => {
    fc.assert(fc.property(values, value, fc.integer({ min: -10_000, max: 10_000 }), (history, at, by) => {
      const [here, there] = [robustJudgement(history, at, options), robustJudgement(history.map((one) => one + by), at + by, options)];
      expect(there.expected).toBeCloseTo(here.expected + by, 6);
      expect(there.score).toBe(here.score);
    }));
  });

  test('says the same in another unit', () => {
    fc.assert(fc.property(values, value, fc.constantFrom(0.25, 0.5, 2, 1024), (history, at, unit) => {
      const minDeviation = 7;
      const [here, there] = [robustJudgement(history, at, { ...options, minDeviation }), robustJudgement(history.map((one) => one * unit), at * unit, { ...options, minDeviation: minDeviation * unit })];
      expect({ ...there, explanation: '' }).toEqual({ ...here, expected: here.expected * unit, lower: here.lower * unit, upper: here.upper * unit, explanation: '' });
    }));
  });

  test('does not depend on the order of the history', () => {
    fc.assert(fc.property(values, value, (history, at) => {
      expect(robustJudgement(history.toReversed(), at, options).verdict).toBe(robustJudgement(history, at, options).verdict);
    }));
  });

  test('expects nothing outlandish, whatever less than half of the history is', () => {
    const sound = fc.array(fc.integer({ min: 90, max: 110 }), { minLength: 11, maxLength: 50 });
    fc.assert(fc.property(sound, fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }), fc.double({ min: 0, max: 0.45, noNaN: true }), (history, wild, share) => {
      const polluted = [...history, ...Array<number>(Math.floor(history.length * share)).fill(wild)];
      const { expected } = robustJudgement(polluted, 100, options);
      expect(expected).toBeGreaterThanOrEqual(90);
      expect(expected).toBeLessThanOrEqual(110);
    }));
  });

  test('is sensitive as it is told: what a higher score finds, a lower one finds', () => {
    fc.assert(fc.property(values, value, fc.double({ min: 0.1, max: 10, noNaN: true }), fc.double({ min: 0.1, max: 10, noNaN: true }), (history, at, one, other) => {
      const verdictAt = (maxScore: number) => robustJudgement(history, at, { ...options, maxScore }).verdict;
      if (verdictAt(Math.max(one, other)) === 'anomalous') expect(verdictAt(Math.min(one, other))).toBe('anomalous');
    }));
  });

  test('calls anomalous exactly what is outside of the bounds', () => {
    fc.assert(fc.property(values, value, fc.constantFrom('above', 'below', 'both'), fc.integer({ min: 0, max: 500 }), (history, at, direction, minDeviation) => {
      const { verdict, lower, upper, score } = robustJudgement(history, at, { ...options, direction, minDeviation });
      expect(verdict === 'anomalous').toBe(at < lower || at > upper);
      if (verdict === 'anomalous') expect(Math.abs(score)).toBeGreaterThan(options.maxScore * (1 - 1e-9));
    }));
  });
});
