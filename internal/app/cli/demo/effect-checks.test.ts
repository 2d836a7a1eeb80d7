import fc from 'fast-check';
import { effectsMatchTickets, undoneInReverse } from './effect-checks.ts';
import type { LedgerEntry } from './effect-ledger.ts';
import { sampleTicket } from './fakes/act-samples.ts';

const entry = (key: string, order: number | null, change: Partial<LedgerEntry> = {}): LedgerEntry => ({ key, action: 'act', deliveries: 1, effects: order === null ? 0 : 1, order, at: null, ...change });
const undo = (path: string) => sampleTicket(`${path}/compensate/do/0/undo`, { type: 'COMPENSATE', idempotency_key: `e:${path}:undo` });

describe('effectsMatchTickets', () => {
  const tickets = [sampleTicket('/do/0/a'), sampleTicket('/do/1/b'), sampleTicket('/do/2/c', { status: 'FAILED' })];
  const effects = [entry('e:/do/0/a:do', 1), entry('e:/do/1/b:do', 2, { deliveries: 3 }), entry('e:/do/2/c:do', null)];

  test('holds when each completed ticket had one effect and the failed one had none', () => {
    expect(effectsMatchTickets(tickets, effects)).toMatchObject({ held: true, evidence: '2 effects for 2 completed tickets, from 5 requests' });
  });

  test.each([
    ['an effect happened twice', [entry('e:/do/0/a:do', 1, { effects: 2 }), ...effects.slice(1)]],
    ['an effect never happened', effects.slice(1)],
    ['a failed ticket had an effect', [...effects.slice(0, 2), entry('e:/do/2/c:do', 3)]],
    ['something happened that has no ticket', [...effects, entry('stray', 3)]],
  ])('turns red when %s', (_what, planted) => {
    expect(effectsMatchTickets(tickets, planted).held).toBe(false);
  });

  test('proves nothing without tickets', () => {
    expect(effectsMatchTickets([], []).held).toBe(false);
  });
});

describe('undoneInReverse', () => {
  test('holds for the reverse order and for no other', () => {
    const order = fc.integer({ min: 2, max: 7 }).chain((count) => fc.shuffledSubarray([...Array(count).keys()], { minLength: count }));
    fc.assert(
      fc.property(order, (undone) => {
        const paths = undone.map((_, index) => `/do/${index}/task`);
        const tickets = [...paths.map((path) => sampleTicket(path)), ...paths.map(undo)];
        const effects = [...paths.map((path, index) => entry(`e:${path}:do`, index + 1)), ...undone.map((index, place) => entry(`e:${paths[index]}:undo`, paths.length + place + 1))];
        const reversed = undone.every((index, place) => index === undone.length - 1 - place);
        expect(undoneInReverse(tickets, effects).held).toBe(reversed);
      }),
    );
  });

  test('turns red when something was not undone, or nothing was done', () => {
    const tickets = [sampleTicket('/do/0/a'), sampleTicket('/do/1/b'), undo('/do/1/b')];
    expect(undoneInReverse(tickets, [entry('e:/do/0/a:do', 1), entry('e:/do/1/b:do', 2), entry('e:/do/1/b:undo', 3)]).held).toBe(false);
    expect(undoneInReverse([], []).held).toBe(false);
  });
});
