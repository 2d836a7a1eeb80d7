import { randomUUID } from 'node:crypto';
import type { components } from '#internal/platform/http';
import { eventually } from '../support/eventually.ts';
import type { ProductClient } from '../support/product-client.ts';
import { definitionOf } from '../support/product-entities.ts';
import { useProduct } from '../support/product-suite.ts';

type JsonObject = components['schemas']['JsonObject'];

const pointersOf = (problem: unknown) => (problem as { readonly errors: readonly { readonly field: string }[] }).errors.map(({ field }) => field);

describe('workflows start by themselves', () => {
  const suite = useProduct();
  let ana: ProductClient;
  let oscar: ProductClient;
  let victor: ProductClient;

  beforeAll(async () => {
    [ana, oscar, victor] = await Promise.all([suite.product.as('ana'), suite.product.as('oscar'), suite.product.as('victor')]);
  });

  const scheduled = (name: string, schedule: JsonObject, terms?: JsonObject): JsonObject => {
    const { document, ...rest } = definitionOf(name, [{ note: { set: { seen: true } } }]);
    return { ...rest, schedule, document: { ...(document as JsonObject), ...(terms && { metadata: { orchestrix: { schedule: terms } } }) } };
  };
  const create = async (schedule: JsonObject, terms?: JsonObject) => (await ana.call('createWorkflow', { body: { name: randomUUID(), definition: scheduled('scheduled', schedule, terms) } })).body.id;
  /** Its schedule follows the workflow's news, and is there a moment later. */
  const scheduleOf = async (workflowId: string) =>
    (await eventually(() => ana.send('getWorkflowSchedule', { path: { workflowId } }), ({ status }) => status === 200)).body as components['schemas']['WorkflowSchedule'];
  const firesOf = async (workflowId: string) => (await ana.call('listWorkflowScheduleFires', { path: { workflowId } })).body.items;

  test('in a time zone, with jitter, and everybody sees the next ten fires', async () => {
    const workflowId = await create({ cron: '30 2 * * *' }, { timeZone: 'Europe/Berlin', overlap: 'buffer-one', jitter: 'PT10M', catchUp: 'PT2H' });
    const schedule = await scheduleOf(workflowId);
    expect(schedule).toMatchObject({ kind: 'cron', cron: '30 2 * * *', time_zone: 'Europe/Berlin', overlap: 'buffer-one', jitter_seconds: 600, catch_up_seconds: 7200, counts: { started: 0, skipped: 0, missed: 0, expired: 0 } });
    expect(schedule.next_fires).toHaveLength(10);
    for (const { fire_time: fireTime, starts_at: startsAt } of schedule.next_fires) {
      const late = Date.parse(startsAt) - Date.parse(fireTime);
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(600_000);
    }
    expect((await victor.call('getWorkflowSchedule', { path: { workflowId } })).body.next_fires).toEqual(schedule.next_fires);
  });

  test('now, when somebody says so, and for a period that went by: each fire time once', async () => {
    const workflowId = await create({ every: 'PT1H' });
    await scheduleOf(workflowId);
    const path = { workflowId };
    expect((await victor.send('triggerWorkflowSchedule', { path })).status).toBe(403);
    const fired = (await oscar.call('triggerWorkflowSchedule', { path })).body;
    expect(fired).toMatchObject({ outcome: 'started', source: 'trigger', count: 1, reason: null });
    const execution = await eventually(async () => (await ana.call('getExecution', { path: { executionId: fired.execution_id! } })).body, ({ status }) => status === 'completed');
    expect(execution).toMatchObject({ workflow_id: workflowId, requested_by: (await oscar.call('whoAmI')).body.subject });

    const period = { from: new Date(Date.now() - 3 * 3_600_000).toISOString(), to: new Date().toISOString() };
    const { fires } = (await oscar.call('backfillWorkflowSchedule', { path, body: period })).body;
    expect(fires.map(({ started_now: fresh }) => fresh)).toEqual([true, true, true]);
    expect((await oscar.call('backfillWorkflowSchedule', { path, body: period })).body.fires).toEqual(fires.map((fire) => ({ ...fire, started_now: false })));
    expect((await firesOf(workflowId)).map(({ source, outcome }) => [source, outcome])).toEqual([['backfill', 'started'], ['backfill', 'started'], ['backfill', 'started'], ['trigger', 'started']]);
    expect((await scheduleOf(workflowId)).counts.started).toBe(4);
    const audited = (await ana.call('listAuditLogs', { query: { entity_id: workflowId } })).body.items.map(({ action }) => action);
    expect(audited).toEqual(expect.arrayContaining(['automation.schedule.triggered', 'automation.schedule.backfilled']));
  });

  test('unless the period is not over, too long, or has no fire times', async () => {
    const workflowId = await create({ cron: '* * * * *' });
    await scheduleOf(workflowId);
    const backfill = async (from: number, to: number, id = workflowId) => {
      const { status, body } = await oscar.send('backfillWorkflowSchedule', { path: { workflowId: id }, body: { from: new Date(from).toISOString(), to: new Date(to).toISOString() } });
      return [status, status === 422 ? pointersOf(body) : undefined];
    };
    const now = Date.now();
    expect(await backfill(now, now + 60_000)).toEqual([422, ['/to']]);
    expect(await backfill(now - 1_000, now - 2_000)).toEqual([422, ['/to']]);
    expect(await backfill(now - 3 * 3_600_000, now)).toEqual([422, ['/to']]);
    const onEvents = await create({ on: { one: { with: { type: 'never' } } } });
    await scheduleOf(onEvents);
    expect((await backfill(now - 60_000, now, onEvents))[0]).toBe(409);
    expect((await oscar.send('triggerWorkflowSchedule', { path: { workflowId: onEvents } })).status).toBe(409);
    await ana.call('disableWorkflow', { path: { workflowId } });
  });

  test('until somebody pauses them, with a note; a list shows which', async () => {
    const workflowId = await create({ cron: '0 0 * * *' });
    await scheduleOf(workflowId);
    const path = { workflowId };
    expect((await oscar.call('pauseWorkflowSchedule', { path, body: { note: 'migration' } })).body).toMatchObject({ note: 'migration', next_fires: [], next_fire_time: null });
    const paused = (await victor.call('listWorkflowSchedules', { query: { paused: true, kind: 'cron' } })).body.items;
    expect(paused.map(({ workflow_id: id, note, paused_by: by }) => [id, note, by !== null])).toEqual([[workflowId, 'migration', true]]);
    expect((await oscar.call('triggerWorkflowSchedule', { path, body: { overlap: 'allow' } })).body.outcome).toBe('started');
    expect((await oscar.call('resumeWorkflowSchedule', { path, body: { note: 'over' } })).body).toMatchObject({ paused_at: null, note: null });
    const pages: string[] = [];
    for (let cursor: string | undefined, more = true; more; ) {
      const { items, next_cursor: next } = (await victor.call('listWorkflowSchedules', { query: { limit: 1, ...(cursor !== undefined && { cursor }) } })).body;
      pages.push(...items.map(({ workflow_id: id }) => id));
      [cursor, more] = [next ?? undefined, next !== null];
    }
    expect(pages).toContain(workflowId);
    expect(new Set(pages).size).toBe(pages.length);
  });

  test.each<[JsonObject, JsonObject | undefined, readonly string[]]>([
    [{ cron: '0 0 * * *' }, { timeZone: 'Mars/Olympus', jitter: 'P9Y' }, ['timeZone', 'jitter']],
    [{ every: 'PT1H' }, { overlap: 'sometimes' }, ['overlap']],
    [{ every: 'PT1H' }, { timezone: 'UTC' }, ['timezone']],
    [{ after: 'PT1H' }, { catchUp: 'PT1H' }, ['']],
  ])('but not with %j and %j', async (schedule, terms, fields) => {
    const { status, body } = await ana.send('createWorkflow', { body: { name: randomUUID(), definition: scheduled('wrong', schedule, terms) } });
    expect([status, pointersOf(body)]).toEqual([422, fields.map((field) => `/definition/document/metadata/orchestrix/schedule${field && `/${field}`}`)]);
  });

  test('and their terms travel with the definition', async () => {
    const terms = { timeZone: 'Europe/Berlin', overlap: 'allow' };
    const workflowId = await create({ cron: '0 0 * * *' }, terms);
    const name = (await ana.call('getWorkflow', { path: { workflowId } })).body.name;
    const { body } = await ana.send('exportWorkflow', { path: { workflowId } });
    expect(String(body)).toContain('timeZone: Europe/Berlin');
    const imported = (await ana.call('getWorkflow', { path: { workflowId } })).body;
    expect([imported.name, (imported.definition as { document: { metadata: JsonObject } }).document.metadata]).toEqual([name, { orchestrix: { schedule: terms } }]);
  });
});
