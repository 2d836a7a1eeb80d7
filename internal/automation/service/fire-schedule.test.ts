import { randomUUID } from 'node:crypto';
import { nextTime } from '#pkg/cron';
import type { JsonObject } from '#internal/kernel';
import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { anybody, noon, storedWorkflow } from '../ports/automation.contract.ts';
import { backfillWorkflowSchedule } from './backfill-workflow-schedule.ts';
import { cancelExecution } from './cancel-execution.ts';
import { controlSchedule } from './control-schedule.ts';
import { fireSchedule } from './fire-schedule.ts';
import { followSchedule } from './follow-schedule.ts';
import { journalExecution } from './journal-execution.ts';
import { requestExecution } from './request-execution.ts';
import { triggerWorkflowSchedule } from './trigger-workflow-schedule.ts';

const owner = anybody();
const at = (minutes: number): Date => new Date(noon.getTime() + minutes * 60_000);
const DEFINITION = { document: { dsl: '1.0.3', namespace: 'n', name: 'n', version: '1.0.0' }, do: [{ a: { set: { b: 1 } } }] };
const definition = (schedule: JsonObject, terms?: JsonObject): JsonObject => ({
  ...DEFINITION, schedule, ...(terms && { document: { ...DEFINITION.document, metadata: { orchestrix: { schedule: terms } } } }),
});

/** A workflow with a schedule that began at noon, and a clock that is turned by hand. */
async function setup(schedule: JsonObject, terms?: JsonObject) {
  const work = new InMemoryAutomation();
  let now = noon;
  const clock = { now: () => now };
  const ids = { next: randomUUID };
  const request = requestExecution({ work, clock, ids });
  const deps = { work, clock, ids, request, cancel: cancelExecution({ work, clock }), nextCron: nextTime };
  const fire = fireSchedule(deps);
  const journal = journalExecution({ work, clock });
  const follow = followSchedule(deps);
  const { workflow } = await storedWorkflow(work, owner, { definition: definition(schedule, terms) });
  const { id } = workflow;
  const timers = () => work.events.splice(0).filter(({ type }) => type === 'automation.schedule.due');
  let waiting: ReturnType<typeof timers> = [];
  /** Turns the clock and lets the timers go off that are due by then, each of them twice, as the outbox may. */
  const until = async (minutes: number): Promise<void> => {
    now = at(minutes);
    for (;;) {
      waiting.push(...timers());
      const due = waiting.filter(({ availableAt = noon }) => availableAt <= now);
      waiting = waiting.filter((timer) => !due.includes(timer));
      if (due.length === 0) return;
      for (const { data } of due) for (const _ of [1, 2]) await fire.timer(owner, id, new Date(data['at'] as string));
    }
  };
  const started = () => work.tables.executions.map(({ requestKey }) => requestKey?.replace(`schedule:${id}:`, ''));
  const end = async (index: number): Promise<void> => {
    const execution = work.tables.executions[index];
    if (!execution) throw new Error(`no execution ${index}`);
    await journal.started(owner, execution.id, 'run');
    await journal.finished(owner, execution.id, { status: 'completed' });
    for (const _ of [1, 2]) await fire.ended(owner, execution.id);
  };
  const record = () => work.tables.fires.map(({ fire: { outcome, count, fireTime } }) => [outcome, (fireTime.getTime() - noon.getTime()) / 60_000, ...(count > 1 ? [count] : [])]);
  const counts = () => work.tables.schedules[0]?.schedule.counts;
  await follow(owner, id);
  return { work, deps, fire, id, until, started, end, record, counts, follow, ...controlSchedule(deps), trigger: triggerWorkflowSchedule(deps), backfill: backfillWorkflowSchedule(deps) };
}
const iso = (minutes: number): string => at(minutes).toISOString();
const hourly = { cron: '0 * * * *' };

describe('a schedule whose time has come', () => {
  test('starts one execution per fire time, however often its timer goes off', async () => {
    const { until, started, end, record, counts } = await setup(hourly);
    await until(60);
    await end(0);
    await until(120);
    expect(started()).toEqual([iso(60), iso(120)]);
    expect(record()).toEqual([['started', 60], ['started', 120]]);
    expect(counts()).toEqual({ started: 2, skipped: 0, missed: 0, expired: 0 });
  });

  test('has done nothing when the process dies before the commit, and everything after it', async () => {
    const { work, deps, id, started, until } = await setup(hourly);
    const dying = fireSchedule({ ...deps, clock: { now: () => at(60) }, request: async (actor, request) => { await deps.request(actor, request); throw new Error('killed'); } });
    await expect(dying.timer(owner, id, at(60))).rejects.toThrow('killed');
    expect([started(), work.tables.fires, work.tables.schedules[0]?.schedule.nextAt]).toEqual([[], [], at(60)]);
    await until(60);
    expect(started()).toEqual([iso(60)]);
  });

  test('makes up for what was held up within the catch-up window and counts the rest as missed', async () => {
    const { until, started, record, counts } = await setup(hourly, { overlap: 'allow', catchUp: 'PT2H' });
    await until(5 * 60 + 30);
    expect(started()).toEqual([iso(240), iso(300)]);
    expect(record()).toEqual([['missed', 60, 3], ['started', 240], ['started', 300]]);
    expect(counts()).toEqual({ started: 2, skipped: 0, missed: 3, expired: 0 });
  });

  test('starts each fire its own while later than it', async () => {
    const { until, started, getWorkflowSchedule, id } = await setup(hourly, { jitter: 'PT50M' });
    const [{ startsAt } = { startsAt: noon }] = (await getWorkflowSchedule(owner, id)).fires;
    const late = (startsAt.getTime() - at(60).getTime()) / 60_000;
    expect(late).toBeGreaterThan(0);
    await until(60 + late - 0.001);
    expect(started()).toEqual([]);
    await until(60 + late);
    expect(started()).toEqual([iso(60)]);
  });
});

describe('a fire while the last execution runs', () => {
  test('is left out, and told so once for several in a row', async () => {
    const { until, started, end, record, counts } = await setup(hourly);
    await until(60);
    await until(120);
    await until(4 * 60);
    expect(started()).toEqual([iso(60)]);
    expect(record()).toEqual([['started', 60], ['skipped', 120], ['skipped', 180, 2]]);
    expect(counts()).toEqual({ started: 1, skipped: 3, missed: 0, expired: 0 });
    await end(0);
    await until(5 * 60);
    expect(started()).toEqual([iso(60), iso(300)]);
  });

  test('waits for its end, one of them, where one is buffered', async () => {
    const { until, started, end, record } = await setup(hourly, { overlap: 'buffer-one' });
    await until(60);
    await until(120);
    await until(180);
    expect(record()).toEqual([['started', 60], ['buffered', 120], ['skipped', 180]]);
    await end(0);
    expect(started()).toEqual([iso(60), iso(120)]);
    expect(record().at(-1)).toEqual(['started', 120]);
    await end(1);
    expect(started()).toHaveLength(2);
  });

  test('starts beside it where that is allowed', async () => {
    const { until, started } = await setup(hourly, { overlap: 'allow' });
    await until(60);
    await until(120);
    expect(started()).toEqual([iso(60), iso(120)]);
  });

  test('cancels it and starts when it has undone its work; the latest fire wins', async () => {
    const { work, until, started, end, record } = await setup(hourly, { overlap: 'cancel-other' });
    await until(60);
    await until(120);
    expect(work.tables.executions[0]?.cancelRequestedBy).toBe(owner.subject);
    await until(180);
    expect(started()).toEqual([iso(60)]);
    await end(0);
    expect(started()).toEqual([iso(60), iso(180)]);
    expect(record()).toEqual([['started', 60], ['buffered', 120], ['skipped', 120], ['buffered', 180], ['started', 180]]);
  });

  test('knows of the execution that an earlier version has started, also when the workflow was disabled meanwhile', async () => {
    const { work, id, follow, until, started } = await setup(hourly);
    await until(60);
    const enable = (enabled: boolean) => { work.tables = { ...work.tables, workflows: work.tables.workflows.map((each) => ({ ...each, enabled })) }; };
    enable(false);
    await follow(owner, id);
    expect(work.tables.schedules).toEqual([]);
    enable(true);
    await follow(owner, id);
    await until(120);
    expect(started()).toEqual([iso(60)]);
  });
});

describe('people and a schedule', () => {
  test('pause it, with a note: what would have fired is left out, what waited is dropped', async () => {
    const { work, id, until, started, record, end, pauseWorkflowSchedule, resumeWorkflowSchedule } = await setup(hourly, { overlap: 'buffer-one' });
    await until(60);
    await until(120);
    expect(await pauseWorkflowSchedule(owner, id, 'maintenance')).toMatchObject({ note: 'maintenance', fires: [] });
    await until(180);
    await end(0);
    expect(started()).toEqual([iso(60)]);
    const { fires } = await resumeWorkflowSchedule(owner, id, 'done');
    expect([fires.length, fires[0]?.fireTime]).toEqual([10, at(240)]);
    await until(240);
    expect(started()).toEqual([iso(60), iso(240)]);
    expect(record().slice(1, 3)).toEqual([['buffered', 120], ['skipped', 120]]);
    expect(work.entries.filter(({ action }) => action.startsWith('automation.schedule')).map(({ action, after }) => [action, (after as JsonObject)['note']])).toEqual([
      ['automation.schedule.paused', 'maintenance'], ['automation.schedule.resumed', 'done'],
    ]);
  });

  test('trigger it, also while it is paused; its overlap policy holds unless they say otherwise', async () => {
    const { work, id, until, started, trigger, pauseWorkflowSchedule } = await setup(hourly);
    await pauseWorkflowSchedule(owner, id);
    await until(10);
    const first = await trigger(owner, { workflowId: id });
    expect(first).toMatchObject({ outcome: 'started', source: 'trigger', fireTime: at(10), executionId: work.tables.executions[0]?.id });
    expect(await trigger(owner, { workflowId: id })).toMatchObject({ outcome: 'skipped', reason: 'the last execution still runs' });
    expect(await trigger(owner, { workflowId: id, overlap: 'allow' })).toMatchObject({ outcome: 'started' });
    expect(new Set(started()).size).toBe(2);
    expect(work.entries.filter(({ action }) => action === 'automation.schedule.triggered')).toHaveLength(3);
  });

  test('cannot trigger what events start', async () => {
    const { id, trigger } = await setup({ on: { any: [] } });
    await expect(trigger(owner, { workflowId: id })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('make up for a period: one execution per fire time, those that there were included, and no more when they ask again', async () => {
    const { work, id, until, started, backfill } = await setup(hourly);
    await until(60);
    await until(150);
    const period = { workflowId: id, from: at(-60), to: at(120) };
    const fires = await backfill(owner, period);
    expect(fires.map(({ fireTime, fresh }) => [fireTime, fresh])).toEqual([[at(-60), true], [at(0), true], [at(60), false], [at(120), true]]);
    expect(await backfill(owner, period)).toEqual(fires.map((fire) => ({ ...fire, fresh: false })));
    expect(started()).toEqual([iso(60), iso(-60), iso(0), iso(120)]);
    expect(work.entries.filter(({ action }) => action === 'automation.schedule.backfilled').map(({ after }) => (after as JsonObject)['started'])).toEqual([3, 0]);
  });

  test.each([
    ['the future', hourly, { from: at(0), to: at(61) }, 'invalid'],
    ['what is longer ago than a year', hourly, { from: new Date('0000-01-01T00:00:00Z'), to: at(0) }, 'invalid'],
    ['a period that ends before it begins', hourly, { from: at(10), to: at(0) }, 'invalid'],
    ['a period with too many fire times', { cron: '* * * * *' }, { from: at(-200), to: at(0) }, 'invalid'],
    ['a schedule that has no fire times', { after: 'PT1H' }, { from: at(-200), to: at(0) }, 'conflict'],
  ])('cannot make up for %s', async (_, schedule, period, code) => {
    const { id, until, backfill, started } = await setup(schedule);
    await until(30);
    const before = started().length;
    await expect(backfill(owner, { workflowId: id, ...period })).rejects.toMatchObject({ code });
    expect(started()).toHaveLength(before);
  });
});

describe('a new version of a scheduled workflow', () => {
  async function republished(changed: JsonObject) {
    const of = await setup({ every: 'PT1H' });
    await of.until(30);
    const [current] = of.work.tables.versions;
    if (!current) throw new Error('no version');
    of.work.tables = { ...of.work.tables, versions: [current, { ...current, version: 2, definition: changed }], workflows: of.work.tables.workflows.map((each) => ({ ...each, version: 2 })) };
    await of.follow(owner, of.id);
    return of;
  }

  test('keeps the rhythm when its schedule says the same', async () => {
    const { work, until, started } = await republished({ ...definition({ every: 'PT1H' }), do: [{ other: { set: { c: 1 } } }] });
    await until(60);
    expect([started(), work.tables.executions[0]?.workflowVersion]).toEqual([[iso(60)], 2]);
  });

  test('begins a new one when it says something else', async () => {
    const { until, started } = await republished(definition({ every: 'PT2H' }));
    await until(60);
    expect(started()).toEqual([]);
    await until(150);
    expect(started()).toEqual([iso(150)]);
  });
});

test('a run that counts from the end of another starts once it has ended, also after one that somebody triggered', async () => {
  const { until, started, end, trigger, id } = await setup({ after: 'PT10M' });
  await until(0);
  await end(0);
  await until(5);
  await trigger(owner, { workflowId: id });
  await until(10);
  expect(started()).toHaveLength(2);
  await until(20);
  await end(1);
  await until(29);
  expect(started()).toHaveLength(2);
  await until(30);
  expect(started()).toHaveLength(3);
});
