import { FakeExecutionRunner } from '../fakes/fake-execution-runner.ts';
import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { anybody, noon, runningExecution, storedExecution } from '../ports/automation.contract.ts';
import { admitExecutions } from './admit-executions.ts';
import { cancelExecution } from './cancel-execution.ts';
import { deliverCancellation } from './deliver-cancellation.ts';
import { journalExecution } from './journal-execution.ts';
import { startExecution } from './start-execution.ts';

const owner = anybody();

function setup() {
  const [work, runner, clock] = [new InMemoryAutomation(), new FakeExecutionRunner(), { now: () => noon }];
  const journal = journalExecution({ work, clock });
  const admit = admitExecutions({ work, clock, quotas: async () => ({ concurrent: 10, perMinute: 10 }) });
  const statusOf = async (id: Parameters<typeof start>[1]) => (await work.read(owner, ({ executions }) => executions.get(id))).status;
  const start = startExecution({ work, runner, journal, admit });
  return { work, runner, journal, start, statusOf, cancel: cancelExecution({ work, clock }), deliver: deliverCancellation({ work, runner, journal }) };
}

describe('startExecution', () => {
  test('hands a pending execution to the engine once, however often the event comes', async () => {
    const { work, runner, start } = setup();
    const { id } = await storedExecution(work, owner);
    await start(owner, id);
    await start(owner, id);
    expect(runner.started).toEqual([id]);
  });

  test('leaves an execution alone that has begun', async () => {
    const { work, runner, start } = setup();
    await start(owner, (await runningExecution(work, owner)).id);
    expect(runner.started).toEqual([]);
  });

  test('fails while the engine is down, so that the event comes again', async () => {
    const { work, runner, start, statusOf } = setup();
    const { id } = await storedExecution(work, owner);
    runner.down = true;
    await expect(start(owner, id)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await statusOf(id)).toBe('pending');
  });

  test('ends an execution that was cancelled before the engine saw it, without a first task', async () => {
    const { work, runner, start, cancel, statusOf } = setup();
    const { id } = await storedExecution(work, owner);
    await cancel(owner, id);
    await start(owner, id);
    expect(runner.started).toEqual([]);
    expect(await statusOf(id)).toBe('cancelled');
    expect(work.events.map(({ type }) => type)).toEqual(['automation.execution.cancel_requested', 'automation.execution.finished']);
  });

  test('leaves the cancelling to the engine when it has seen the execution', async () => {
    const { work, runner, start, cancel, statusOf } = setup();
    const { id } = await storedExecution(work, owner);
    runner.states.set(id, { known: true, open: true });
    await cancel(owner, id);
    await start(owner, id);
    expect(await statusOf(id)).toBe('pending');
  });
});

describe('cancelExecution', () => {
  test('notes who wants it and tells the engine by an event, once', async () => {
    const { work, cancel } = setup();
    const { id } = await runningExecution(work, owner);
    expect(await cancel(owner, id)).toMatchObject({ status: 'running', cancelRequestedBy: owner.subject, version: 3 });
    await cancel(owner, id);
    expect(work.events.map(({ type }) => type)).toEqual(['automation.execution.cancel_requested']);
    expect(work.entries.map(({ action }) => action)).toEqual(['automation.execution.cancel_requested']);
  });

  test('refuses an execution that has ended', async () => {
    const { work, journal, cancel } = setup();
    const { id } = await runningExecution(work, owner);
    await journal.finished(owner, id, { status: 'completed' });
    await expect(cancel(owner, id)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('is accepted while the engine is down and delivered when it is back', async () => {
    const { work, runner, cancel, deliver } = setup();
    const { id } = await runningExecution(work, owner);
    runner.down = true;
    await cancel(owner, id);
    await expect(deliver(owner, id)).rejects.toMatchObject({ code: 'unavailable' });
    runner.down = false;
    await deliver(owner, id);
    expect(runner.cancelled).toEqual([id]);
  });

  test('delivers nothing when the execution has ended meanwhile', async () => {
    const { work, runner, journal, cancel, deliver } = setup();
    const { id } = await runningExecution(work, owner);
    await cancel(owner, id);
    await journal.finished(owner, id, { status: 'completed' });
    await deliver(owner, id);
    expect(runner.cancelled).toEqual([]);
  });
});
