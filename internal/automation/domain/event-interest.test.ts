import type { Json, JsonObject } from '#internal/kernel';
import { JqExpressions } from '#pkg/jq';
import type { CloudEvent } from './cloud-event.ts';
import type { EventConsumption, EventProperties } from './event-arguments.ts';
import { interestOf, literalOf, matchProgram, passesLiterally, type Interest } from './event-interest.ts';

const event: CloudEvent = {
  specversion: '1.0', id: '1', source: 'https://sensors.example/7', type: 'com.example.measured', subject: 'room 1', urgent: true, roomid: 'r1',
  data: { celsius: 39, room: { id: 'r1', name: 'North' }, tags: ['a', 'b'], gone: null, off: false },
};
const interest = (to: EventConsumption, variables: JsonObject = {}): Promise<Interest> => interestOf(to, async (expect) => expect, () => variables);

describe('a filter of events', () => {
  const jq = new JqExpressions();
  afterAll(() => jq.close());

  const passes = async (attributes: EventProperties, variables: JsonObject = {}): Promise<Json> => {
    const { filters: [filter] } = await interest({ one: { with: attributes } }, variables);
    if (!filter || !passesLiterally(filter, event)) return false;
    const program = matchProgram(filter);
    return program === undefined ? true : ((await jq.evaluate(program, event, variables)) as readonly Json[])[0] ?? null;
  };

  test.each<[string, EventProperties, boolean]>([
    ['the same type', { type: 'com.example.measured' }, true],
    ['another type', { type: 'com.example.other' }, false],
    ['a dot stands for itself', { type: 'com.exampleXmeasured' }, false],
    ['a pattern of the whole text', { type: 'com\\.example\\..*' }, true],
    ['a pattern of a part only', { type: 'example.*' }, false],
    ['a pattern that is the text itself', { type: 'com.example.measured', subject: 'room 1' }, true],
    ['a pattern that does not compile', { type: 'com.(' }, false],
    ['an attribute of its own', { roomid: 'r1', urgent: true }, true],
    ['an attribute that is not there', { floor: 1 }, false],
    ['data with more than is asked for', { data: { room: { id: 'r1' } } }, true],
    ['data with another value', { data: { room: { id: 'r2' } } }, false],
    ['a list, as a whole', { data: { tags: ['a', 'b'] } }, true],
    ['a part of a list', { data: { tags: ['a'] } }, false],
    ['a condition on data', { data: '${ .celsius > 38 }' }, true],
    ['a condition that does not hold', { data: '${ .celsius > 40 }' }, false],
    ['a condition deep inside', { data: { celsius: '${ . > 38 }' } }, true],
    ['a condition that fails', { data: '${ .celsius | ltrimstr(1) | fromjson | error }' }, false],
    ['an expression that gives the value', { source: '${ "https://sensors.example/" + "7" }' }, true],
    ['an expression that gives another', { source: '${ "https://other.example/" }' }, false],
    ['a null that meets a null', { data: { gone: '${ null }' } }, false],
    ['a condition with a comment', { data: '${ .celsius > 38 # warm }' }, true],
    ['no type but a source', { source: 'https://sensors.example/7' }, true],
  ])('%s', async (_, attributes, expected) => {
    expect(await passes(attributes)).toBe(expected);
  });

  test('sees the variables of its task', async () => {
    expect(await passes({ data: '${ .room.id == $input.room }' }, { input: { room: 'r1' } })).toBe(true);
    expect(await passes({ data: '${ .room.id == $input.room }' }, { input: { room: 'r2' } })).toBe(false);
  });

  test('is looked up by the type and the source that it names literally', async () => {
    const { filters } = await interest({ any: [{ with: { type: 'a', source: '/s' } }, { with: { type: 'a.*' } }, { with: { type: '${ "a" }', data: { type: 'x' } } }] });
    expect(filters.map((filter) => [literalOf(filter, 'type'), literalOf(filter, 'source')])).toEqual([['a', '/s'], [undefined, undefined], [undefined, undefined]]);
  });

  test('extracts what events are correlated by; what fails is null', async () => {
    const { filters: [filter] } = await interest({ one: { with: { type: 'com.example.measured' }, correlate: { room: { from: '.roomid' }, name: { from: '${ .data.room.name }' }, broken: { from: '.data | keys_unsorted | add | error' } } } });
    const program = filter && matchProgram(filter);
    expect(await jq.evaluate(program ?? '', event)).toEqual([true, { room: 'r1', name: 'North', broken: null }]);
  });
});
