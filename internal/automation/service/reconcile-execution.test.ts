import { FakeExecutionRunner } from '../fakes/fake-execution-runner.ts';
import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { anybody, noon, runningExecution, storedExecution } from '../ports/automation.contract.ts';
import type { Execution } from '../domain/execution.ts';
import type { EngineState } from '../ports/execution-runner.ts';
import { admitExecutions } from './admit-executions.ts';
import { journalExecution } from './journal-execution.ts';
import { reconcileExecution } from './reconcile-execution.ts';
import { startExecution } from './start-execution.ts';

const owner = anybody();

function setup() {
  const [work, runner, clock] = [new InMemoryAutomation(), new FakeExecutionRunner(), { now: () => noon }];
  const journal = journalExecution({ work, clock });
  const admit = admitExecutions({ work, clock, quotas: async () => ({ concurrent: 10, perMinute: 10 }) });
  const reconcile = reconcileExecution({ work, runner, clock, startExecution: startExecution({ work, runner, journal, admit }) });
  const now = (execution: Execution) => work.read(owner, ({ executions }) => executions.get(execution.id));
  const closed = (ended: Extract<EngineState, { open: false }>['ended']) => ({ known: true, open: false, ended }) as const;
  return { work, runner, reconcile, now, closed, journal };
}

describe('reconcileExecution', () => {
  test.each(['terminated', 'timed_out'] as const)('takes up an execution that was %s at the engine, to undo what it had done, and looks again', async (ended) => {
    const { work, runner, reconcile, now, closed } = setup();
    const execution = await runningExecution(work, owner);
    runner.states.set(execution.id, closed(ended));
    await reconcile(owner, execution.id, 1);
    expect(runner.takenUp).toEqual([execution.id]);
    expect((await now(execution)).status).toBe('running');
    expect(work.entries.map(({ action }) => action)).toEqual(['automation.execution.taken_up']);
    expect(work.events.map(({ data }) => data['round'])).toEqual([2]);
  });

  test.each([
    ['terminated', 'failed'],
    ['failed', 'failed'],
    ['timed_out', 'timed_out'],
    ['cancelled', 'cancelled'],
    ['completed', 'failed'],
  ] as const)('ends an execution that the engine closed as %s and cannot take up, loudly', async (ended, status) => {
    const { work, runner, reconcile, now, closed } = setup();
    const execution = await runningExecution(work, owner);
    runner.states.set(execution.id, closed(ended));
    runner.forgotten.add(execution.id);
    await reconcile(owner, execution.id, 1);
    expect(await now(execution)).toMatchObject({ status, error: { type: 'urn:orchestrix:error:execution-lost', detail: expect.stringContaining(ended.replace('_', ' ')) } });
    expect(work.events.map(({ type }) => type)).toEqual(['automation.execution.finished']);
    expect(work.entries.at(-1)?.action).toBe('automation.execution.reconciled');
  });

  test('ends a running execution that the engine has lost', async () => {
    const { work, reconcile, now } = setup();
    const execution = await runningExecution(work, owner);
    await reconcile(owner, execution.id, 1);
    expect(await now(execution)).toMatchObject({ status: 'failed', error: { detail: expect.stringContaining('unknown to Temporal') } });
  });

  test('repeats the order to stop while the engine runs one that should have stopped', async () => {
    const { work, runner, reconcile, closed } = setup();
    const execution = await runningExecution(work, owner);
    runner.states.set(execution.id, closed('terminated'));
    for (const round of [1, 2]) await reconcile(owner, execution.id, round);
    expect([runner.takenUp, runner.cancelled]).toEqual([[execution.id], [execution.id, execution.id]]);
  });

  test('looks again later, ever more seldom, while the engine runs it', async () => {
    const { work, runner, reconcile, now } = setup();
    const execution = await runningExecution(work, owner);
    runner.states.set(execution.id, { known: true, open: true });
    for (const round of [1, 2, 3, 50]) await reconcile(owner, execution.id, round);
    expect((await now(execution)).status).toBe('running');
    expect(work.events.map(({ data, availableAt }) => [data['round'], ((availableAt?.getTime() ?? 0) - noon.getTime()) / 60_000])).toEqual([[2, 2], [3, 4], [4, 8], [51, 10]]);
  });

  test('looks again later while the engine is down', async () => {
    const { work, runner, reconcile, now } = setup();
    const execution = await storedExecution(work, owner);
    runner.down = true;
    await reconcile(owner, execution.id, 40);
    expect((await now(execution)).status).toBe('pending');
    expect(work.events.map(({ data }) => data['round'])).toEqual([41]);
  });

  test('starts an execution that the engine should have heard of, and looks again', async () => {
    const { work, runner, reconcile } = setup();
    const execution = await storedExecution(work, owner);
    await reconcile(owner, execution.id, 1);
    await reconcile(owner, execution.id, 2);
    expect(runner.started).toEqual([execution.id]);
    expect(work.events.map(({ data }) => data['round'])).toEqual([2, 3]);
  });

  test('has nothing to do once the execution told its end, and does not look again', async () => {
    const { work, reconcile, journal } = setup();
    const execution = await runningExecution(work, owner);
    await journal.finished(owner, execution.id, { status: 'completed' });
    await reconcile(owner, execution.id, 1);
    expect(work.events.map(({ type }) => type)).toEqual(['automation.execution.finished']);
  });
});
