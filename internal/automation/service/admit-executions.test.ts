import { FakeExecutionRunner } from '../fakes/fake-execution-runner.ts';
import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { anybody, noon, storedExecution } from '../ports/automation.contract.ts';
import { admitExecutions } from './admit-executions.ts';
import { cancelExecution } from './cancel-execution.ts';
import { deliverCancellation } from './deliver-cancellation.ts';
import { journalExecution } from './journal-execution.ts';
import { startExecution } from './start-execution.ts';

function setup(concurrent: number) {
  const [work, runner, clock, owner] = [new InMemoryAutomation(), new FakeExecutionRunner(), { now: () => noon }, anybody()];
  const journal = journalExecution({ work, clock });
  const admit = admitExecutions({ work, clock, quotas: async () => ({ concurrent, perMinute: 1 }) });
  const start = startExecution({ work, runner, journal, admit });
  const at = (seconds: number) => new Date(noon.getTime() + seconds * 1000);
  const request = async (second: number, priority?: 'CRITICAL' | 'LOW') => (await storedExecution(work, owner, priority ? { priority } : {}, undefined, at(second))).id;
  const finish = async (id: Awaited<ReturnType<typeof request>>) => {
    await journal.started(owner, id, 'run');
    await journal.finished(owner, id, { status: 'completed' });
    await admit(owner);
    // What the relay does with the events of those that were admitted.
    for (const { type, data } of work.events.splice(0)) if (type === 'automation.execution.admitted') await start(owner, data['execution_id'] as typeof id);
  };
  return { work, runner, clock, owner, journal, admit, start, request, finish };
}

describe('executions of a tenant that has used up its quota', () => {
  test('wait, and start in order as others end', async () => {
    const { start, owner, request, finish, runner } = setup(2);
    const ids = [await request(0), await request(1), await request(2), await request(3)] as const;
    for (const id of ids) await start(owner, id);
    expect(runner.started).toEqual([ids[0], ids[1]]);
    await finish(ids[1]);
    expect(runner.started).toEqual([ids[0], ids[1], ids[2]]);
    await finish(ids[0]);
    expect(runner.started).toEqual([...ids.slice(0, 3), ids[3]]);
  });

  test('let the urgent ones pass', async () => {
    const { start, owner, request, finish, runner } = setup(1);
    const first = await request(0);
    await start(owner, first);
    const [low, urgent] = [await request(1, 'LOW'), await request(2, 'CRITICAL')];
    for (const id of [low, urgent]) await start(owner, id);
    await finish(first);
    expect(runner.started).toEqual([first, urgent]);
  });

  test('that arrive while older ones wait do not overtake them', async () => {
    const { start, owner, request, runner } = setup(1);
    const [older, newer] = [await request(0), await request(1)];
    await start(owner, newer);
    expect(runner.started).toEqual([]);
    await start(owner, older);
    expect(runner.started).toEqual([older]);
  });

  test('end at once when they are cancelled', async () => {
    const { work, clock, start, owner, request, runner, journal } = setup(1);
    const [first, second] = [await request(0), await request(1)];
    for (const id of [first, second]) await start(owner, id);
    await cancelExecution({ work, clock })(owner, second);
    await deliverCancellation({ work, runner, journal })(owner, second);
    expect((await work.read(owner, ({ executions }) => executions.get(second))).status).toBe('cancelled');
    expect(runner.cancelled).toEqual([]);
  });

  test('need an event of their own only when their start was put off', async () => {
    const { work, admit, start, owner, request, finish, runner } = setup(2);
    const [first, second, third] = [await request(0), await request(1), await request(2)];
    await start(owner, first); // admits the second, too, whose request is still to be delivered
    expect(work.events).toEqual([]);
    await start(owner, second);
    await start(owner, third);
    expect(runner.started).toEqual([first, second]);
    await finish(first);
    expect(runner.started).toEqual([first, second, third]);
    expect(await admit(owner)).toBe(false);
  });

  test('start when their event comes again after a crash between admission and start', async () => {
    const { start, admit, owner, request, runner } = setup(1);
    const id = await request(0);
    await admit(owner, id);
    await start(owner, id);
    expect(runner.started).toEqual([id]);
  });
});
