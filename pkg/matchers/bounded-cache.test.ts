import { BoundedCache } from './bounded-cache.ts';

describe('BoundedCache', () => {
  test('keeps what was used most recently and forgets the rest', () => {
    const cache = new BoundedCache<string, string>(2);
    const made: string[] = [];
    const use = (key: string) => cache.getOrMake(key, () => (made.push(key), key.toUpperCase()));
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) expect(use(key)).toBe(key.toUpperCase());
    expect(made).toEqual(['a', 'b', 'c', 'b']);
    expect(cache.size).toBe(2);
  });

  test('does not remember a failure', () => {
    const cache = new BoundedCache<string, string>(2);
    expect(() => cache.getOrMake('a', () => { throw new Error('no'); })).toThrow('no');
    expect(cache.size).toBe(0);
  });
});
