import type { Json } from '#internal/kernel';
import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { anybody, noon } from '../ports/automation.contract.ts';
import { publishEvents } from './publish-events.ts';

const owner = anybody();
const event = (id: string, change: object = {}) => ({ specversion: '1.0', id, source: '/sensors/7', type: 'com.example.measured', ...change });

function setup() {
  const work = new InMemoryAutomation();
  let count = 0;
  return { work, publish: publishEvents({ work, clock: { now: () => noon }, ids: { next: () => `e${++count}` } }) };
}

describe('publishEvents', () => {
  test('takes one event or a batch, and asks for the delivery of each in the same transaction', async () => {
    const { work, publish } = setup();
    expect(await publish(owner, event('1'))).toEqual([{ event: event('1'), id: 'e1', duplicate: false }]);
    expect((await publish(owner, [event('2'), event('3')])).map(({ id }) => id)).toEqual(['e2', 'e3']);
    expect(work.events.filter(({ type }) => type === 'automation.event.received').map(({ data, aggregateId }) => [data['event_id'], aggregateId])).toEqual([
      ['e1', 'events:/sensors/7'], ['e2', 'events:/sensors/7'], ['e3', 'events:/sensors/7'],
    ]);
    expect(work.entries.map(({ action, entityId }) => [action, entityId])).toEqual([['automation.event.published', 'e1'], ['automation.event.published', 'e2']]);
  });

  test('takes an event once per source and id, and says which it is', async () => {
    const { work, publish } = setup();
    await publish(owner, event('1'));
    const again = await publish(owner, [event('1', { data: 'changed' }), event('2'), event('2')]);
    expect(again.map(({ id, duplicate }) => [id, duplicate])).toEqual([['e1', true], ['e3', false], ['e3', true]]);
    expect(work.tables.events).toHaveLength(2);
  });

  test('starts one timer per day, due when all of its events are thirty days old', async () => {
    const { work, publish } = setup();
    await publish(owner, event('1'));
    await publish(owner, event('2'));
    expect(work.events.filter(({ type }) => type === 'automation.event_day.expired')).toEqual([
      { type: 'automation.event_day.expired', aggregateId: 'event-day:2026-03-01', data: { day: '2026-03-01' }, availableAt: new Date('2026-04-01T00:00:00.000Z') },
    ]);
  });

  test.each<[string, Json, string]>([
    ['an event in a batch that is none', [event('1'), { id: 2 }], '/1/specversion'],
    ['an empty batch', [], ''],
    ['a batch of more than 100', Array.from({ length: 101 }, (_, id) => event(String(id))), ''],
    ['an event that claims to be ours', event('1', { source: 'urn:orchestrix:alerting' }), '/source'],
  ])('refuses all when there is %s', async (_, document, field) => {
    const { work, publish } = setup();
    await expect(publish(owner, document)).rejects.toMatchObject({ code: 'invalid', details: expect.arrayContaining([expect.objectContaining({ field })]) });
    expect(work.tables.events).toEqual([]);
  });
});
