import { EffectLedger } from './effect-ledger.ts';

describe('EffectLedger', () => {
  test('repeats of a key, during the action and after it, share one effect and its answer', async () => {
    const ledger = new EffectLedger();
    let runs = 0;
    const act = async () => ({ run: (runs += 1) });
    const answers = await Promise.all([ledger.once('a', 'drain', act), ledger.once('a', 'drain', act)]);
    answers.push(await ledger.once('a', 'drain', act));
    expect(answers).toEqual([{ run: 1 }, { run: 1 }, { run: 1 }]);
    expect(ledger.entries()).toMatchObject([{ key: 'a', action: 'drain', deliveries: 3, effects: 1, order: 1 }]);
  });

  test('an action that failed has done nothing and runs again', async () => {
    const ledger = new EffectLedger();
    await expect(ledger.once('a', 'restart', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(ledger.entries()).toMatchObject([{ deliveries: 1, effects: 0, order: null }]);
    await ledger.once('a', 'restart', async () => ({}));
    expect(ledger.entries()).toMatchObject([{ deliveries: 2, effects: 1, order: 1 }]);
  });

  test('the books are in the order of the effects, not of the requests', async () => {
    const ledger = new EffectLedger();
    let finish: (answer: Record<string, never>) => void = () => undefined;
    const slow = ledger.once('slow', 'restart', () => new Promise((resolve) => { finish = resolve; }));
    await ledger.once('quick', 'drain', async () => ({}));
    finish({});
    await slow;
    expect(ledger.entries().map(({ key }) => key)).toEqual(['quick', 'slow']);
  });
});
