import fc from 'fast-check';
import { intersect, meet, subtract, union } from './sorted-ids.ts';

const ids = fc.oneof(fc.uniqueArray(fc.nat(200), { maxLength: 120 }), fc.uniqueArray(fc.integer({ min: 0, max: 0xffffffff }), { maxLength: 20 })).map((list) => Uint32Array.from(list).sort());

test('sets of sorted ids do what sets do', () => {
  fc.assert(fc.property(ids, ids, (one, other) => {
    const [left, right] = [new Set(one), new Set(other)];
    expect([...intersect(one, other)]).toEqual([...one].filter((id) => right.has(id)));
    expect([...subtract(one, other)]).toEqual([...one].filter((id) => !right.has(id)));
    expect(meet(one, other)).toBe([...left].some((id) => right.has(id)));
  }), { numRuns: 250 });
});

test('a union of lists is their ids, once each, sorted', () => {
  fc.assert(fc.property(fc.array(ids, { maxLength: 6 }), (lists) => {
    expect(union(lists)).toEqual(Uint32Array.from(new Set(lists.flatMap((list) => [...list]))).sort());
  }), { numRuns: 250 });
});
