import { nextTime } from '#pkg/cron';
import { systemClock, useTestPool, useTransactions, uuidGenerator } from '#test/support';
import { anybody, storedWorkflow } from '../ports/automation.contract.ts';
import { cancelExecution } from '../service/cancel-execution.ts';
import { followSchedule } from '../service/follow-schedule.ts';
import { requestExecution } from '../service/request-execution.ts';
import { startFromEvents } from '../service/start-from-events.ts';
import { postgresAutomation } from './postgres-automation.ts';

const WAITING = 2_100;

describe('a workflow that events start', () => {
  const work = postgresAutomation(useTransactions({ max: 3 }));
  const admin = useTestPool('admin', 1);

  test('finds the rest of a set behind thousands of events that wait, by the index', async () => {
    const owner = anybody();
    const correlate = { order: { from: '.data.id' } };
    const definition = { document: { dsl: '1.0.3', namespace: 'n', name: 'n', version: '1.0.0' }, schedule: { on: { all: [{ with: { type: 'order' }, correlate }, { with: { type: 'payment' }, correlate }] } }, do: [{ a: { set: { b: 1 } } }] };
    const { workflow } = await storedWorkflow(work, owner, { definition });
    const deps = { work, clock: systemClock, ids: uuidGenerator, request: requestExecution({ work, clock: systemClock, ids: uuidGenerator }), cancel: cancelExecution({ work, clock: systemClock }), nextCron: nextTime };
    await followSchedule(deps)(owner, workflow.id);
    const start = startFromEvents(deps);
    // As the router delivers them: the first order is paid last, none of the others ever.
    await admin.query(
      `WITH sent AS (
         SELECT n, gen_random_uuid() AS id, CASE WHEN n = $3::int + 1 THEN 'payment' ELSE 'order' END AS type, CASE WHEN n = $3 + 1 THEN 'order 0' ELSE 'order ' || n END AS number FROM generate_series(0, $3 + 1) n
       ), stored AS (
         INSERT INTO automation.events (tenant_id, id, event_id, source, type, event, origin, correlation_id, created_at)
         SELECT $1, id, id::text, '/shop', type, json_build_object('specversion', '1.0', 'id', id, 'source', '/shop', 'type', type, 'data', json_build_object('id', number)), 'api', 'c', now() FROM sent
       )
       INSERT INTO automation.event_deliveries (tenant_id, subscription_id, event_id, matches)
       SELECT $1, (SELECT id FROM automation.event_subscriptions WHERE workflow_id = $2), id, json_build_array(json_build_object('filter', CASE type WHEN 'order' THEN 0 ELSE 1 END, 'correlation', json_build_object('order', number)))
       FROM sent ORDER BY n`,
      [owner.tenantId, workflow.id, WAITING],
    );
    await start(owner, workflow.id);
    await start(owner, workflow.id);

    const { items } = await work.read(owner, ({ executions }) => executions.list({ workflowId: workflow.id }, { limit: 10 }));
    expect(items.map(({ input }) => input)).toEqual([[{ id: 'order 0' }, { id: 'order 0' }]]);
    expect(await work.read(owner, ({ schedules }) => schedules.find(workflow.id))).toMatchObject({ waitingEvents: WAITING, counts: { started: 1, expired: 0 } });
  }, 120_000);
});
