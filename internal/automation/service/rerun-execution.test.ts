import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { anybody, noon, storedExecution, storedWorkflow } from '../ports/automation.contract.ts';
import { journalExecution } from './journal-execution.ts';
import { rerunExecution } from './rerun-execution.ts';

describe('rerunExecution', () => {
  const owner = anybody();
  const setup = async ({ open = false } = {}) => {
    const [work, clock] = [new InMemoryAutomation(), { now: () => noon }];
    const made = await storedWorkflow(work, owner, { definition: { do: [{ a: { set: { n: 1 } } }, { b: { set: { n: 2 } } }] } });
    const { id } = await storedExecution(work, owner, { input: { host: 'h1' }, priority: 'HIGH', target: 'h1' }, made);
    const journal = journalExecution({ work, clock });
    await journal.started(owner, id, 'run');
    await journal.step(owner, id, { path: '/do/0/a', name: 'a', kind: 'set', status: 'completed', attempt: 1, startedAt: noon, finishedAt: noon, output: { n: 1 } });
    await journal.step(owner, id, { path: '/do/1/b', name: 'b', kind: 'set', status: 'failed', attempt: 1, startedAt: noon, finishedAt: noon });
    if (!open) await journal.finished(owner, id, { status: 'failed' });
    work.events.length = 0;
    let next = 0;
    return { work, id, made, rerun: rerunExecution({ work, clock, ids: { next: () => `execution-${(next += 1)}` } }) };
  };

  test('makes a new execution of the same version that begins at the task, with what it got', async () => {
    const { work, id, made, rerun } = await setup();
    const execution = await rerun(owner, id, { from: '/do/1/b' });
    expect(execution).toMatchObject({ status: 'pending', rerunOf: id, rerunFrom: { path: '/do/1/b', index: 1, data: { n: 1 }, skipped: 1 }, input: { host: 'h1' }, priority: 'HIGH', target: 'h1', workflowVersion: made.version.version });
    expect(await work.read(owner, ({ executions }) => executions.steps(execution.id, 10))).toMatchObject([{ path: '/do/0/a', status: 'skipped' }]);
    expect(work.events.map(({ type }) => type)).toEqual(['automation.execution.requested', 'automation.execution.check_due']);
  });

  test('is refused while the execution is open', async () => {
    const { id, rerun } = await setup({ open: true });
    await expect(rerun(owner, id, { from: '/do/1/b' })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('of another tenant does not exist', async () => {
    const { id, rerun } = await setup();
    await expect(rerun(anybody(), id, { from: '/do/1/b' })).rejects.toMatchObject({ code: 'not_found' });
  });
});
