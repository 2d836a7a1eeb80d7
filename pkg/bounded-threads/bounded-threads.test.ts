import { BoundedThreads } from './bounded-threads.ts';

/** Doubles numbers; does what the words say otherwise. */
const WORK = `
import { parentPort } from 'node:worker_threads';
const todo = {
  forever() { for (;;); },
  hoard() { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); },
  fail() { throw new Error('broken'); },
};
parentPort.on('message', (asked) => parentPort.postMessage({ twice: typeof asked === 'number' ? 2 * asked : todo[asked]() }));
parentPort.postMessage(undefined);
`;

describe('BoundedThreads', () => {
  const threads = new BoundedThreads<number | string, { readonly twice: number }>({ file: new URL(`data:text/javascript,${encodeURIComponent(WORK)}`), threads: 2, cpuMs: 200, wallMs: 60_000, heapMb: 32 });
  afterAll(() => threads.close());

  test('answer each its own, however many ask at once', async () => {
    const asked = Array.from({ length: 50 }, (_, n) => n);
    expect(await Promise.all(asked.map((n) => threads.run(n)))).toEqual(asked.map((n) => ({ reply: { twice: 2 * n } })));
  });

  test.each([
    ['forever', { spent: 'out_of_time' }],
    ['hoard', { spent: expect.stringMatching(/out_of_(memory|time)/) as string }],
  ])('work that goes on %s ends, and what waits behind it runs', async (work, outcome) => {
    const spent = [threads.run(work), threads.run(work), threads.run(work)];
    const next = threads.run(21);
    expect(await Promise.all(spent)).toEqual([outcome, outcome, outcome]);
    expect(await next).toEqual({ reply: { twice: 42 } });
  });

  test('an error of the work is thrown, and the next work runs', async () => {
    await expect(threads.run('fail')).rejects.toThrow('broken');
    expect(await threads.run(1)).toEqual({ reply: { twice: 2 } });
  });
});
