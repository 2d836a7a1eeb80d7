import fc from 'fast-check';
import { BestValues } from './best-values.ts';

const rankingOf = (wanted: 'largest' | 'smallest', count: number, values: readonly number[]): number[] => {
  const best = new BestValues(wanted);
  best.restart(count);
  for (const [index, value] of values.entries()) best.offer(index, value);
  return best.ranking();
};

describe('BestValues', () => {
  test('keeps the best, ordered, and NaN only where there is nothing else', () => {
    expect(rankingOf('largest', 3, [1, NaN, 5, -Infinity, 3])).toEqual([2, 4, 0]);
    expect(rankingOf('smallest', 3, [1, NaN, 5, -Infinity, 3])).toEqual([3, 0, 4]);
    expect(rankingOf('largest', 3, [NaN, 1])).toEqual([1, 0]);
    expect(rankingOf('largest', 0, [1, 2])).toEqual([]);
  });

  test('chooses among equals as Go does', () => {
    // container/heap with 2, 1, 1 and then 3: of the ones the first is on top and goes.
    expect(rankingOf('largest', 3, [2, 1, 1, 3])).toEqual([3, 0, 2]);
    expect(rankingOf('largest', 1, [7, 7, 7])).toEqual([0]);
  });

  test('keeps the values that sorting keeps', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -20, max: 20 })), fc.nat(8), (values, count) => {
      const kept = rankingOf('largest', count, values).map((index) => values[index]);
      expect(kept).toEqual([...values].sort((a, b) => b - a).slice(0, count));
    }));
  });
});
