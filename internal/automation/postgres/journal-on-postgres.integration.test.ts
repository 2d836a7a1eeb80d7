import { someActor, systemClock, useTestPool, useTransactions, uuidGenerator } from '#test/support';
import { storedWorkflow } from '../ports/automation.contract.ts';
import type { StepRecord } from '../ports/execution-journal.ts';
import { getExecution } from '../service/get-execution.ts';
import { journalExecution } from '../service/journal-execution.ts';
import { requestExecution } from '../service/request-execution.ts';
import { postgresAutomation } from './postgres-automation.ts';

const transactions = useTransactions({ max: 10 });
const admin = useTestPool('admin', 1);
const work = postgresAutomation(transactions);
const request = requestExecution({ work, clock: systemClock, ids: uuidGenerator });
const journal = journalExecution({ work, clock: systemClock });
const get = getExecution({ work });

async function setup(requestKey = 'r1') {
  const owner = someActor();
  const { workflow } = await storedWorkflow(work, owner);
  const ask = () => request(owner, { workflowId: workflow.id, input: {}, requestKey, compensateOnIneffective: false });
  const eventTypes = async () => {
    const { rows } = await admin.query<{ type: string }>("SELECT type FROM platform.outbox WHERE tenant_id = $1 AND type <> 'automation.execution.check_due' ORDER BY seq", [owner.tenantId]);
    return rows.map(({ type }) => type.replace('automation.execution.', ''));
  };
  return { owner, ask, eventTypes };
}

const stepOf = (path: string): StepRecord => ({ path, name: 'restart', kind: 'call', status: 'completed', attempt: 1, startedAt: new Date(), finishedAt: new Date() });

describe('the journal on PostgreSQL', () => {
  test('ten racers with one request key get one execution and one start', async () => {
    const { ask, eventTypes } = await setup();
    const executions = await Promise.all(Array.from({ length: 10 }, ask));
    expect(new Set(executions.map(({ id }) => id)).size).toBe(1);
    expect(await eventTypes()).toEqual(['requested']);
  });

  test('writes a history whose chapters come twice, once', async () => {
    const { owner, ask, eventTypes } = await setup();
    const { id } = await ask();
    const twice = async (write: () => Promise<void>) => { await write(); await write(); };
    await twice(() => journal.started(owner, id, 'run-1'));
    await twice(() => journal.step(owner, id, stepOf('/do/0/restart')));
    await twice(() => journal.compensating(owner, id, { title: 'refused', body: 'another system said \u0000' }));
    await twice(() => journal.finished(owner, id, { status: 'compensated', error: { title: 'refused \u0000' } }));
    expect(await get(owner, id)).toMatchObject({ status: 'compensated', version: 4, steps: [{ path: '/do/0/restart' }] });
    expect(await eventTypes()).toEqual(['requested', 'started', 'finished']);
  });

  test('of racing ends one counts and one event leaves', async () => {
    const { owner, ask, eventTypes } = await setup();
    const { id } = await ask();
    await journal.started(owner, id, 'run-1');
    await Promise.all((['completed', 'failed', 'cancelled', 'timed_out'] as const).map((status) => journal.finished(owner, id, { status })));
    expect((await eventTypes()).filter((type) => type === 'finished')).toHaveLength(1);
  });

  test('commits steps together with whatever else happens in the same transaction, or not at all', async () => {
    const { owner, ask } = await setup();
    const { id } = await ask();
    await journal.started(owner, id, 'run-1');
    const torn = transactions.run(owner, () =>
      journal.atomically(owner, async () => {
        await journal.step(owner, id, stepOf('/do/0/a'));
        await journal.step(owner, id, stepOf('/do/1/b'));
      }).then(() => Promise.reject(new Error('crash'))),
    );
    await expect(torn).rejects.toThrow('crash');
    expect((await get(owner, id)).steps).toEqual([]);
  });

  test('takes a hundred steps at once', async () => {
    const { owner, ask } = await setup();
    const { id } = await ask();
    await Promise.all(Array.from({ length: 100 }, (_, n) => journal.step(owner, id, stepOf(`/do/${n}/x`))));
    expect((await get(owner, id)).steps).toHaveLength(100);
  });
});
