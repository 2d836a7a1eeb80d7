import { SharedReads } from './shared-reads.ts';

/** Reads that end when they are told to; each answers its own number. */
function setup() {
  const started: { end: (error?: Error) => void }[] = [];
  const shared = new SharedReads<number>();
  const read = () => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const number = started.push({ end: (error) => (error ? reject(error) : resolve(number)) });
    return promise;
  };
  return { get: (key = 'a') => shared.get(key, read), started, shared };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('SharedReads', () => {
  test('whoever arrives while a read runs shares the next one, because the running one may have missed a commit', async () => {
    const { get, started } = setup();
    const [first, second, third] = [get(), get(), get()];
    expect(started).toHaveLength(1);
    started[0]!.end();
    expect(await first).toBe(1);
    await turn();
    expect(started).toHaveLength(2);
    const fourth = get();
    started[1]!.end();
    expect(await Promise.all([second, third])).toEqual([2, 2]);
    await turn();
    started[2]!.end();
    expect(await fourth).toBe(3);
  });

  test('different questions do not wait for each other', async () => {
    const { get, started } = setup();
    const [one, other] = [get('a'), get('b')];
    started[1]!.end();
    expect(await other).toBe(2);
    started[0]!.end();
    expect(await one).toBe(1);
  });

  test('a read that fails fails for those who share it, and the next one runs all the same', async () => {
    const { get, started } = setup();
    const [first, second] = [get(), get()];
    started[0]!.end(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    await turn();
    started[1]!.end();
    expect(await second).toBe(2);
  });

  test('keeps nothing once nobody waits', async () => {
    const { get, started } = setup();
    const first = get();
    started[0]!.end();
    await first;
    await turn();
    const again = get();
    started[1]!.end();
    expect(await again).toBe(2);
    expect(started).toHaveLength(2);
  });
});
