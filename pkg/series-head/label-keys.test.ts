import { LabelKeys } from './label-keys.ts';

const bytes = (text: string): Buffer => Buffer.from(`--${text}--`);
const set = (keys: LabelKeys, ref: number, text: string): void => keys.set(ref, bytes(text), 2, 2 + text.length);
const is = (keys: LabelKeys, ref: number, text: string): boolean => keys.is(ref, bytes(text), 2, 2 + text.length);

describe('LabelKeys', () => {
  test('knows the bytes of each series, and of no other', () => {
    const keys = new LabelKeys();
    set(keys, 0, 'a=1');
    set(keys, 5, 'a=2');
    expect([is(keys, 0, 'a=1'), is(keys, 5, 'a=2'), is(keys, 0, 'a=2'), is(keys, 0, 'a=12'), is(keys, 3, ''), is(keys, 9, 'a=1'), is(keys, -1, 'a=1')]).toEqual([true, true, false, false, false, false, false]);
  });

  test('remembers which series came after which', () => {
    const keys = new LabelKeys();
    for (const [ref, text] of ['a', 'b', 'c'].entries()) set(keys, ref, text);
    keys.follows(1, 0);
    expect([keys.after(0), keys.after(1), keys.after(-1), keys.after(99)]).toEqual([1, -1, -1, -1]);
    keys.follows(2, 0);
    expect(keys.after(0)).toBe(2);
  });

  test('forgets what is gone, gives its memory back and keeps the rest', () => {
    const keys = new LabelKeys();
    const text = (ref: number): string => `${ref}`.padStart(1_000, 'x');
    for (let ref = 0; ref < 3_000; ref += 1) set(keys, ref, text(ref));
    const before = keys.bytes;
    for (let ref = 0; ref < 3_000; ref += 1) if (ref % 10 !== 0) keys.remove(ref);
    expect(keys.bytes).toBeLessThan(before / 2);
    expect([is(keys, 10, text(10)), is(keys, 2_990, text(2_990)), is(keys, 11, text(11))]).toEqual([true, true, false]);
    set(keys, 11, text(7));
    expect([is(keys, 11, text(7)), is(keys, 11, text(11))]).toEqual([true, false]);
  });
});
