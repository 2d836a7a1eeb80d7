import { FakeExecutionRunner } from '../fakes/fake-execution-runner.ts';
import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { anybody, noon, runningExecution } from '../ports/automation.contract.ts';
import { deliverPause } from './deliver-pause.ts';
import { journalExecution } from './journal-execution.ts';
import { pauseExecution } from './pause-execution.ts';

describe('pausing an execution', () => {
  const owner = { ...anybody(), subject: 'ana' };
  const setup = async () => {
    const [work, runner, clock] = [new InMemoryAutomation(), new FakeExecutionRunner(), { now: () => noon }];
    const { id } = await runningExecution(work, owner);
    return { work, runner, id, change: pauseExecution({ work, clock }), deliver: deliverPause({ work, runner }), journal: journalExecution({ work, clock }) };
  };

  test('is on record with who asked, once, and the engine learns of it', async () => {
    const { work, runner, id, change, deliver } = await setup();
    expect(await change(owner, id, true)).toMatchObject({ status: 'running', pausedAt: noon, pausedBy: 'ana' });
    await change(owner, id, true);
    expect(work.events.map(({ type }) => type)).toEqual(['automation.execution.pause_changed']);
    await deliver(owner, id);
    expect(runner.paused.get(id)).toBe(true);
  });

  test('ends when it is resumed, and a late delivery tells how it stands now', async () => {
    const { work, runner, id, change, deliver } = await setup();
    await change(owner, id, true);
    await change(owner, id, false);
    await deliver(owner, id);
    await deliver(owner, id);
    expect(runner.paused.get(id)).toBe(false);
    expect(await work.read(owner, ({ executions }) => executions.get(id))).not.toHaveProperty('pausedAt');
  });

  test('is refused once it has ended or is being undone', async () => {
    const { id, change, journal } = await setup();
    await journal.compensating(owner, id, { title: 'No' });
    await expect(change(owner, id, true)).rejects.toMatchObject({ code: 'conflict' });
    await journal.finished(owner, id, { status: 'compensated' });
    await expect(change(owner, id, false)).rejects.toMatchObject({ code: 'conflict' });
  });
});
