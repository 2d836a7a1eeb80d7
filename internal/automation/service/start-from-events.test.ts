import { randomUUID } from 'node:crypto';
import type { JsonObject } from '#internal/kernel';
import { nextTime } from '#pkg/cron';
import { endOfRetention } from '../domain/stored-event.ts';
import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { anybody, noon, storedWorkflow } from '../ports/automation.contract.ts';
import { received } from '../ports/event-repository.contract.ts';
import { cancelExecution } from './cancel-execution.ts';
import { controlSchedule } from './control-schedule.ts';
import { followSchedule } from './follow-schedule.ts';
import { removeOldEvents } from './remove-old-events.ts';
import { requestExecution } from './request-execution.ts';
import { startFromEvents } from './start-from-events.ts';

const owner = anybody();
const both: JsonObject = { on: { all: [{ with: { type: 'order' }, correlate: { order: { from: '.data.id' } } }, { with: { type: 'payment' }, correlate: { order: { from: '.data.id' } } }] } };

type Sent = readonly [type: string, order?: string | undefined, data?: string];

/** A workflow that starts when an order and its payment are there. */
async function setup(schedule: JsonObject = both) {
  const work = new InMemoryAutomation();
  let now = noon;
  const clock = { now: () => now };
  const ids = { next: randomUUID };
  const deps = { work, clock, ids, request: requestExecution({ work, clock, ids }), cancel: cancelExecution({ work, clock }), nextCron: nextTime };
  const definition = { document: { dsl: '1.0.3', namespace: 'n', name: 'n', version: '1.0.0' }, schedule, do: [{ a: { set: { b: 1 } } }] };
  const { workflow: { id } } = await storedWorkflow(work, owner, { definition });
  const follow = followSchedule(deps);
  await follow(owner, id);
  const start = startFromEvents(deps);
  /** Delivers events as the router would: type and the value that they are correlated by. */
  const deliver = async (...sent: readonly Sent[]): Promise<void> => {
    await work.run(owner, async ({ events, subscriptions }) => {
      const subscription = await subscriptions.find({ workflowId: id });
      if (!subscription) throw new Error('nobody listens');
      for (const [type, order, data] of sent) {
        const event = received(owner, { type, data: data ?? { id: order ?? null } }, now);
        await events.addNew([event]);
        const correlation = order === undefined ? {} : { order };
        await subscriptions.deliver(event.id, [{ subscriptionId: subscription.id, matches: [{ filter: type === 'order' ? 0 : 1, correlation }] }]);
      }
    });
  };
  const send = async (...sent: readonly Sent[]) => {
    await deliver(...sent);
    for (const _ of [1, 2]) await start(owner, id);
  };
  const inputs = () => work.tables.executions.map(({ input }) => input);
  const schedules = () => work.tables.schedules[0]?.schedule;
  const record = () => work.tables.fires.map(({ fire: { outcome, count, reason } }) => [outcome, count, reason]);
  return { work, deps, id, follow, start, deliver, send, inputs, schedules, record, ...controlSchedule(deps), remove: removeOldEvents(deps), turn: (to: Date) => { now = to; } };
}

describe('a workflow that events start', () => {
  test('gets each complete set once, whatever came in between', async () => {
    const { work, send, inputs, schedules, record } = await setup();
    await send(['order', '1'], ['order', '2'], ['payment', '2'], ['payment', '3']);
    expect(inputs()).toEqual([[{ id: '2' }, { id: '2' }]]);
    expect(schedules()).toMatchObject({ waitingEvents: 2, counts: { started: 1 }, lastExecutionId: work.tables.executions[0]?.id });
    await send(['payment', '1']);
    expect(inputs()).toHaveLength(2);
    expect(schedules()).toMatchObject({ waitingEvents: 1, counts: { started: 2, expired: 0 } });
    expect(record()).toEqual([['started', 1, undefined], ['started', 1, undefined]]);
    expect(work.tables.deliveries).toHaveLength(1);
  });

  test('finds the rest of a set behind any number of events that wait', async () => {
    const { work, deliver, send, inputs, schedules } = await setup();
    await deliver(['order', 'mine'], ...Array.from({ length: 2_100 }, (_, index) => ['order', String(index)] as const));
    await send(['payment', 'mine']);
    expect(inputs()).toEqual([[{ id: 'mine' }, { id: 'mine' }]]);
    expect(schedules()?.waitingEvents).toBe(2_100);
    expect(work.tables.eventSets).toHaveLength(2_100);
  }, 30_000);

  test('drops events that no set can have', async () => {
    const { work, send, schedules } = await setup();
    await send(['order'], ['payment']);
    expect([work.tables.deliveries, schedules()?.waitingEvents]).toEqual([[], 0]);
  });

  test('has done nothing when the process dies before the commit', async () => {
    const { work, deps, id, deliver, start, inputs } = await setup();
    await deliver(['order', '1'], ['payment', '1']);
    const dying = startFromEvents({ ...deps, request: async (actor, request) => { await deps.request(actor, request); throw new Error('killed'); } });
    await expect(dying(owner, id)).rejects.toThrow('killed');
    expect([inputs(), work.tables.eventSets]).toEqual([[], []]);
    await start(owner, id);
    expect(inputs()).toHaveLength(1);
  });

  test('lets complete sets pass by while it is paused, and says so', async () => {
    const { id, send, inputs, record, schedules, pauseWorkflowSchedule, resumeWorkflowSchedule } = await setup();
    await pauseWorkflowSchedule(owner, id);
    await send(['order', '1'], ['payment', '1'], ['order', '2']);
    expect(record()).toEqual([['skipped', 1, 'the schedule is paused']]);
    await resumeWorkflowSchedule(owner, id);
    await send(['payment', '2']);
    expect(inputs()).toEqual([[{ id: '2' }, { id: '2' }]]);
    expect(schedules()?.counts).toMatchObject({ started: 1, skipped: 1 });
  });

  test('does not start with more than an input may hold, and goes on with the next set', async () => {
    const { send, inputs, record, schedules } = await setup({ on: { any: [{ with: { type: 'order' } }], until: { one: { with: { type: 'payment' } } } } });
    const large = 'x'.repeat(300 * 1024);
    await send(['order', undefined, large], ['order', undefined, large], ['order', undefined, 'small'], ['payment']);
    expect(record()).toEqual([['skipped', 1, 'the 2 events are larger than 512 KiB'], ['started', 1, undefined]]);
    expect(inputs()).toEqual([['small']]);
    expect(schedules()).toMatchObject({ waitingEvents: 0 });
  });

  test('forgets sets that were not complete within thirty days, counted and on record', async () => {
    const { work, send, turn, remove, schedules, record } = await setup();
    await send(['order', '1'], ['order', '2']);
    turn(new Date('2026-03-02T00:00:00Z'));
    await send(['order', '3']);
    expect(work.events.filter(({ type }) => type === 'automation.event_day.expired').map(({ data }) => data['day'])).toEqual(['2026-03-01', '2026-03-02']);
    turn(endOfRetention('2026-03-01'));
    for (const _ of [1, 2]) await remove(owner, '2026-03-01');
    expect(schedules()).toMatchObject({ waitingEvents: 1, counts: { expired: 2 } });
    expect(record()).toEqual([['expired', 2, '2 sets of events were not complete after 30 days']]);
    expect(work.tables.events).toHaveLength(1);
  });

  test('keeps what waits when a new version says the same, and says what is lost when it does not', async () => {
    const { work, id, follow, send, inputs, record } = await setup();
    const publish = async (definition: JsonObject) => {
      const [newest] = work.tables.versions.toSorted((a, b) => b.version - a.version);
      if (!newest) throw new Error('no version');
      const version = newest.version + 1;
      work.tables = { ...work.tables, versions: [...work.tables.versions, { ...newest, version, definition: { ...newest.definition, ...definition } }], workflows: work.tables.workflows.map((each) => ({ ...each, version })) };
      await follow(owner, id);
    };
    await send(['order', '1'], ['order', '2']);
    await publish({ do: [{ other: { set: { c: 1 } } }] });
    await send(['payment', '1']);
    expect([inputs().length, work.tables.executions[0]?.workflowVersion]).toEqual([1, 2]);
    await publish({ schedule: { on: { one: { with: { type: 'order' } } } } });
    expect(record().at(-1)).toEqual(['expired', 1, 'the schedule that waited for more events has ended']);
    expect(work.tables.deliveries).toEqual([]);
  });
});
