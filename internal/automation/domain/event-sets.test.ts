import fc from 'fast-check';
import type { EventConsumption, EventFilter } from './event-arguments.ts';
import { consume, nothingConsumed, type ConsumptionState, type OfferedEvent } from './event-consumption.ts';
import { interestOf, type Interest } from './event-interest.ts';
import { fittingPlaces, freePlaces } from './event-places.ts';
import { addToSet, takenEvents } from './event-sets.ts';

/** An event that passes filters, `0` or `0+1`, with values for correlations: `0:room=r1,floor=2`. */
const offer = (word: string, position: number): OfferedEvent => {
  const [filters = '', values = ''] = word.split(':');
  const correlation = Object.fromEntries(values.split(',').filter(Boolean).map((pair) => pair.split('=') as [string, string]));
  return { position, event: { specversion: '1.0', id: String(position), source: '/s', type: word }, matches: filters.split('+').map((filter) => ({ filter: Number(filter), correlation })) };
};
const interest = (to: EventConsumption): Promise<Interest> => interestOf(to, async (expect) => expect, () => ({}));
type Sets = readonly (readonly string[])[];

/** Puts events into sets by looking up the oldest one with a place, as the service does. */
function sorted(of: Interest, offered: readonly OfferedEvent[]): Sets {
  const open: { state: ConsumptionState; events: OfferedEvent[] }[] = [];
  const done: Sets[number][] = [];
  for (const event of offered) {
    const fitting = fittingPlaces(of, event);
    const known = open.find(({ state }) => freePlaces(of, state).some((free) => fitting.some(({ filter, bound }) => filter === free.filter && bound === free.bound)));
    const { state, used } = addToSet(of, known?.state, event);
    if (known) expect(used).toBe(true);
    if (!used) continue;
    const set = known ?? { state, events: [] };
    Object.assign(set, { state, events: [...set.events, event] });
    if (!known) open.push(set);
    if (!state.done) continue;
    open.splice(open.indexOf(set), 1);
    done.push(takenEvents(of, set.events).map((each) => each.event.type));
  }
  return done.filter((set) => set.length > 0);
}

/** The same by asking every set that waits, one after another. */
function byAskingAll(of: Interest, offered: readonly OfferedEvent[]): Sets {
  const open: { state: ConsumptionState; taken: string[] }[] = [];
  const done: Sets[number][] = [];
  for (const event of offered) {
    for (const set of [...open, { state: nothingConsumed(of), taken: [] as string[] }]) {
      const { state, taken } = consume(of, set.state, event);
      if (!taken && JSON.stringify({ ...state, position: 0 }) === JSON.stringify({ ...set.state, position: 0 })) continue;
      set.state = state;
      if (taken) set.taken.push(event.event.type);
      if (!open.includes(set)) open.push(set);
      if (state.done) done.push(...open.splice(open.indexOf(set), 1).map((each) => each.taken));
      break;
    }
  }
  return done.filter((set) => set.length > 0);
}

const by = (...names: readonly string[]): EventFilter['correlate'] => Object.fromEntries(names.map((name) => [name, { from: `.${name}` }]));
const [a, b] = [{ with: { type: 'a' } }, { with: { type: 'b' } }];
const [aRoom, bRoom] = [{ ...a, correlate: by('room')! }, { ...b, correlate: by('room')! }];

describe('sets of events that start executions', () => {
  test.each<[string, EventConsumption, readonly string[], Sets]>([
    ['each event is a set of one', { one: a }, ['0', '0'], [['0'], ['0']]],
    ['any is a set of one, too', { any: [a, b] }, ['1', '0'], [['1'], ['0']]],
    ['all waits for one of each', { all: [a, b] }, ['0', '0', '1'], [['0', '1']]],
    ['what begins a second set stays for it', { all: [a, b] }, ['0', '0', '1', '1'], [['0', '1'], ['0', '1']]],
    ['each correlation has sets of its own', { all: [aRoom, bRoom] }, ['0:room=1', '0:room=2', '1:room=2', '1:room=1'], [['0:room=2', '1:room=2'], ['0:room=1', '1:room=1']]],
    ['an event without a value to correlate by is in no set', { all: [aRoom, bRoom] }, ['0', '1:room=1', '0:room=1'], [['1:room=1', '0:room=1']]],
    ['a filter with more values than another is bound by those they share', { all: [aRoom, { ...b, correlate: by('room', 'floor')! }] }, ['1:room=1,floor=2', '0:room=2', '0:room=1'], [['1:room=1,floor=2', '0:room=1']]],
    ['an expectation holds for all sets', { all: [{ ...a, correlate: { room: { from: '.room', expect: '1' } } }, b] }, ['0:room=2', '1', '0:room=1'], [['1', '0:room=1']]],
    ['events end an any that goes on', { any: [a], until: { one: b } }, ['0', '0', '1', '0'], [['0', '0']]],
    ['an end without a beginning starts nothing', { any: [a], until: { one: b } }, ['1', '0', '1'], [['0']]],
    ['each correlation ends for itself', { any: [aRoom], until: { one: bRoom } }, ['0:room=1', '0:room=2', '0:room=1', '1:room=1'], [['0:room=1', '0:room=1']]],
  ])('%s', async (_, to, words, expected) => {
    expect(sorted(await interest(to), words.map(offer))).toEqual(expected);
  });

  const names = fc.subarray(['room', 'floor', 'site']);
  const filter = names.chain((keys) => fc.option(fc.constantFrom('1', '2')).map((expect): EventFilter => {
    const [first] = keys;
    const correlate = by(...keys) ?? {};
    return { with: { type: 't' }, correlate: first !== undefined && expect !== null ? { ...correlate, [first]: { from: '.x', expect } } : correlate };
  }));
  const filters = fc.array(filter, { minLength: 1, maxLength: 3 });
  const consumption = fc.oneof(
    filters.map((all): EventConsumption => ({ all })),
    filters.map((any): EventConsumption => ({ any })),
    fc.tuple(filters, fc.oneof(filters.map((all): EventConsumption => ({ all })), filter.map((one): EventConsumption => ({ one })))).map(([any, until]): EventConsumption => ({ any, until })),
  );
  const value = fc.constantFrom('1', '2', '3');
  const word = fc.tuple(fc.subarray(['0', '1', '2', '3', '4', '5'], { minLength: 1 }), fc.record({ room: value, floor: value, site: value }, { requiredKeys: [] })).map(([matches, values]) =>
    `${matches.join('+')}:${Object.entries(values).map(([name, each]) => `${name}=${each}`).join(',')}`);

  test('are the same, whether each set is asked or the one with a place is looked up', async () => {
    await fc.assert(fc.asyncProperty(consumption, fc.array(word, { maxLength: 25 }), async (to, words) => {
      const of = await interest(to);
      // Filters that the strategy does not have pass no event.
      const offered = words.map(offer).map((event) => ({ ...event, matches: event.matches.filter((match) => match.filter < of.filters.length) }));
      expect(sorted(of, offered)).toEqual(byAskingAll(of, offered));
    }), { numRuns: 500 });
  });
});
