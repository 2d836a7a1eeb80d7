import type { EventConsumption, EventFilter } from './event-arguments.ts';
import { consume, nothingConsumed, type ConsumptionState, type OfferedEvent } from './event-consumption.ts';
import { interestOf } from './event-interest.ts';

const filter = (type: string, correlate?: EventFilter['correlate']): EventFilter => ({ with: { type }, ...(correlate && { correlate }) });
/** An event that passes these filters, `0` or `0:r1` with a value for the correlation `room`. */
const offer = (word: string, position: number): OfferedEvent => ({
  position,
  event: { specversion: '1.0', id: String(position), source: '/s', type: word },
  matches: word.split('+').filter((part) => part !== '-').map((part) => {
    const [index, room] = part.split(':');
    return { filter: Number(index), correlation: room === undefined ? {} : { room } };
  }),
});

async function run(to: EventConsumption, words: readonly string[]): Promise<{ readonly taken: readonly string[]; readonly state: ConsumptionState }> {
  const interest = await interestOf(to, async (expect) => expect, () => ({}));
  let state = nothingConsumed(interest);
  const taken: string[] = [];
  for (const [position, word] of words.entries()) {
    if (state.done) break;
    const step = consume(interest, state, offer(word, position));
    state = step.state;
    if (step.taken) taken.push(word);
  }
  return { taken, state };
}

const [a, b, c] = [filter('a'), filter('b'), filter('c')] as const;
const byRoom = { room: { from: '.roomid' } };
const inRoom = { room: { from: '.roomid', expect: 'r1' } };

describe('the consumption of events', () => {
  test.each<[string, EventConsumption, readonly string[], readonly string[], boolean]>([
    ['one takes the first that fits', { one: a }, ['-', '0', '0'], ['0'], true],
    ['all takes one for each filter', { all: [a, b] }, ['0', '0', '1'], ['0', '1'], true],
    ['all waits for what is missing', { all: [a, b] }, ['1', '1'], ['1'], false],
    ['an event fills one filter of all only', { all: [a, b] }, ['0+1', '0+1'], ['0+1', '0+1'], true],
    ['all of nothing waits for nothing', { all: [] }, ['0'], [], true],
    ['any takes one of any kind', { any: [a, b] }, ['-', '1', '0'], ['1'], true],
    ['any of nothing takes everything', { any: [] }, ['0'], ['0'], true],
    ['any until a strategy goes on to its end, whose events do not count', { any: [a, b], until: { one: c } }, ['0', '1', '0', '2', '0'], ['0', '1', '0'], true],
    ['an end by all takes all of its events', { any: [a], until: { all: [b, c] } }, ['0', '2', '0', '1', '0'], ['0', '0'], true],
    ['an event that fits the end and the rest belongs to the end', { any: [a], until: { one: c } }, ['0+1'], [], true],
    ['any until never goes on', { any: [a], until: false }, ['0', '0'], ['0', '0'], false],
    ['any until a condition is for the caller to end', { any: [a], until: '. | length > 1' }, ['0', '0', '0'], ['0', '0', '0'], false],
    ['the first value of a correlation binds those that follow', { all: [filter('a', byRoom), filter('b', byRoom)] }, ['0:r1', '1:r2', '1:r1'], ['0:r1', '1:r1'], true],
    ['an expectation holds from the beginning', { one: filter('a', inRoom) }, ['0:r2', '0:r1'], ['0:r1'], true],
    ['without a value to correlate by an event does not count', { all: [filter('a', byRoom)] }, ['0', '0:r1'], ['0:r1'], true],
    ['what was not taken binds nothing', { all: [filter('a', byRoom), filter('b', inRoom)] }, ['1:r2', '0:r3', '1:r1'], ['0:r3', '1:r1'], true],
  ])('%s', async (_, to, words, taken, done) => {
    const result = await run(to, words);
    expect([result.taken, result.state.done]).toEqual([taken, done]);
    expect(result.state.consumed).toBe(taken.length);
  });
});
