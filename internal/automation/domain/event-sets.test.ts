import type { EventConsumption } from './event-arguments.ts';
import { interestOf } from './event-interest.ts';
import { completeSets } from './event-sets.ts';

/** An event that passes the filter `0`, with a value for the correlation `room`: `0:r1`. */
const offer = (word: string, position: number) => {
  const [filter, room] = word.split(':');
  return { position, event: { specversion: '1.0' as const, id: String(position), source: '/s', type: word }, matches: [{ filter: Number(filter), correlation: room === undefined ? {} : { room } }] };
};
const room = { correlate: { room: { from: '.roomid' } } };
const [a, b] = [{ with: { type: 'a' } }, { with: { type: 'b' } }];

describe('sets of events that start executions', () => {
  test.each<[string, EventConsumption, readonly string[], readonly (readonly string[])[]]>([
    ['each event is a set of one', { one: a }, ['0', '0'], [['0'], ['0']]],
    ['any is a set of one, too', { any: [a, b] }, ['1', '0'], [['1'], ['0']]],
    ['all waits for one of each', { all: [a, b] }, ['0', '0', '1'], [['0', '1']]],
    ['what begins a second set stays for it', { all: [a, b] }, ['0', '0', '1', '1'], [['0', '1'], ['0', '1']]],
    ['each correlation has sets of its own', { all: [{ ...a, ...room }, { ...b, ...room }] }, ['0:r1', '0:r2', '1:r2', '1:r1'], [['0:r2', '1:r2'], ['0:r1', '1:r1']]],
    ['events end an any that goes on', { any: [a], until: { one: b } }, ['0', '0', '1', '0'], [['0', '0']]],
  ])('%s', async (_, to, words, expected) => {
    const interest = await interestOf(to, async (expect) => expect, () => ({}));
    const sets = completeSets(interest, words.map(offer));
    expect(sets.map(({ events }) => events.map(({ event }) => event.type))).toEqual(expected);
  });
});
