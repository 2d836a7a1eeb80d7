import fc from 'fast-check';
import { Saga, type Effect } from './saga.ts';

describe('Saga', () => {
  const unwound = async (saga: Saga<string>): Promise<string[]> => {
    const order: string[] = [];
    await saga.unwind(async ({ key }) => void order.push(key));
    return order;
  };

  test('undoes in reverse order of registration, whatever order the steps ended in', async () => {
    const saga = new Saga<string>();
    for (const key of ['a', 'b', 'c']) saga.register(key, key);
    for (const key of ['c', 'a', 'b']) saga.settle(key, 'done');
    expect(await unwound(saga)).toEqual(['c', 'b', 'a']);
  });

  test('a step in flight is undone, since its effect may have happened', async () => {
    const saga = new Saga<string>();
    saga.register('a', 'a');
    expect(saga.outstanding).toEqual([{ key: 'a', step: 'a', effect: 'unknown' }]);
  });

  test('a step that certainly had no effect is not undone', async () => {
    const saga = new Saga<string>();
    saga.register('a', 'a');
    saga.settle('a', 'none');
    expect(await unwound(saga)).toEqual([]);
  });

  test('an attempt that failed does not disprove an earlier one whose answer was lost', async () => {
    const saga = new Saga<string>();
    for (const effect of ['unknown', 'none'] as const) {
      saga.register('a', 'a');
      saga.settle('a', effect);
    }
    expect(saga.outstanding).toMatchObject([{ effect: 'unknown' }]);
  });

  test('a second attempt in flight may have an effect even if the first had none', () => {
    const saga = new Saga<string>();
    saga.register('a', 'a');
    saga.settle('a', 'none');
    saga.register('a', 'a');
    expect(saga.outstanding).toMatchObject([{ effect: 'unknown' }]);
  });

  test('a compensation that fails does not keep the others from running, and is reported', async () => {
    const saga = new Saga<string>();
    for (const key of ['a', 'b', 'c']) saga.register(key, key);
    const tried: string[] = [];
    const { compensated, failed } = await saga.unwind(async ({ key }) => {
      tried.push(key);
      if (key === 'b') throw new Error('refused');
    });
    expect(tried).toEqual(['c', 'b', 'a']);
    expect(compensated.map(({ key }) => key)).toEqual(['c', 'a']);
    expect(failed).toMatchObject([{ entry: { key: 'b' }, error: { message: 'refused' } }]);
  });

  test('a part of it can be undone while the rest stays', async () => {
    const saga = new Saga<string>();
    for (const key of ['a', 'b', 'c', 'd']) saga.register(key, key);
    const { compensated } = await saga.unwind(async () => undefined, (key) => key === 'a' || key === 'c');
    expect(compensated.map(({ key }) => key)).toEqual(['c', 'a']);
    expect(saga.outstanding.map(({ key }) => key)).toEqual(['d', 'b']);
  });

  test('is taken up by another where it was interrupted', async () => {
    const saga = new Saga<string>();
    for (const key of ['a', 'b', 'c']) saga.register(key, key);
    saga.settle('b', 'none');
    let undone = 0;
    const interrupted = saga.unwind(async () => void (undone += 1), undefined, async () => {
      if (undone === 1) throw new Error('interrupted');
    });
    await expect(interrupted).rejects.toThrow('interrupted');
    expect(await unwound(new Saga(JSON.parse(JSON.stringify(saga.save())) as ReturnType<typeof saga.save>))).toEqual(['a']);
  });

  test('for every history: each effect that may have happened is undone once, in reverse order of first registration, and no other', async () => {
    const event = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), what: fc.constantFrom<Effect | 'register'>('register', 'none', 'unknown', 'done') });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 30 }), async (events) => {
        const saga = new Saga<string>();
        const first: string[] = [];
        const possible = new Map<string, boolean>();
        const open = new Set<string>();
        for (const { key, what } of events) {
          if (what === 'register') {
            saga.register(key, key);
            if (!first.includes(key)) first.push(key);
            open.add(key);
          } else {
            saga.settle(key, what);
            if (first.includes(key)) possible.set(key, (possible.get(key) ?? false) || what !== 'none');
            open.delete(key);
          }
        }
        const expected = first.filter((key) => open.has(key) || possible.get(key)).reverse();
        expect(saga.outstanding.map(({ key }) => key)).toEqual(expected);
        expect(await unwound(saga)).toEqual(expected);
        expect(await unwound(saga)).toEqual([]);
      }),
    );
  });
});
