import fc from 'fast-check';
import { decodeIds, encodeIds, sortedIds } from './series-ids.ts';

describe('ids of series as bytes', () => {
  test('come back as they were', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.nat({ max: 2 ** 32 - 1 }), fc.nat({ max: 300 }))), (list) => {
      const ids = sortedIds(list);
      expect(decodeIds(encodeIds(ids))).toEqual(ids);
    }));
    expect([...decodeIds(encodeIds(Uint32Array.of(0, 2 ** 32 - 1)))]).toEqual([0, 2 ** 32 - 1]);
  });

  test('neighbours take one byte each', () => {
    expect(encodeIds(Uint32Array.from({ length: 1000 }, (_, index) => 7_000_000 + index))).toHaveLength(1003);
  });

  test.each([-1, 2 ** 32, 1e300, NaN])('%d is none', (id) => {
    expect(() => sortedIds([1, id])).toThrow(RangeError);
  });
});
