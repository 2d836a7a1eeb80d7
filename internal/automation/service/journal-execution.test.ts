import { InMemoryAutomation } from '../fakes/in-memory-automation.ts';
import { anybody, noon, storedExecution } from '../ports/automation.contract.ts';
import type { StepRecord } from '../ports/execution-journal.ts';
import { cancelExecution } from './cancel-execution.ts';
import { getExecution } from './get-execution.ts';
import { journalExecution } from './journal-execution.ts';

const owner = anybody();
const step: StepRecord = { path: '/do/0/restart', name: 'restart', kind: 'call', status: 'completed', attempt: 1, startedAt: noon, finishedAt: noon, output: 1 };

async function setup() {
  const work = new InMemoryAutomation();
  const { id } = await storedExecution(work, owner, { requestKey: 'r1' });
  return { work, id, journal: journalExecution({ work, clock: { now: () => noon } }), get: getExecution({ work }) };
}

describe('the journal of an execution', () => {
  test('tells the whole story, each chapter once however often it is written', async () => {
    const { work, id, journal, get } = await setup();
    for (let time = 0; time < 2; time += 1) await journal.started(owner, id, 'run-1');
    for (let time = 0; time < 2; time += 1) await journal.step(owner, id, step);
    for (let time = 0; time < 2; time += 1) await journal.compensating(owner, id, { title: 'refused' });
    for (let time = 0; time < 2; time += 1) await journal.finished(owner, id, { status: 'compensated' });
    expect(await get(owner, id)).toMatchObject({ status: 'compensated', temporalRunId: 'run-1', error: { title: 'refused' }, steps: [step] });
    expect(work.events.map(({ type }) => type)).toEqual(['automation.execution.started', 'automation.execution.finished']);
    expect(work.entries.map(({ action }) => action)).toEqual(['automation.execution.started', 'automation.execution.compensating', 'automation.execution.finished']);
  });

  test('says in the last event what others need to conclude', async () => {
    const { work, id, journal } = await setup();
    await journal.started(owner, id, 'run-1');
    await journal.finished(owner, id, { status: 'failed', outcome: 'ineffective', error: { title: 'no effect' } });
    expect(work.events.at(-1)).toMatchObject({ aggregateId: id, data: { execution_id: id, request_key: 'r1', status: 'failed', outcome: 'ineffective', error: { title: 'no effect' } } });
  });

  test('stops a straggler: an execution that has ended does not start again', async () => {
    const { id, journal } = await setup();
    await journal.finished(owner, id, { status: 'cancelled' });
    await expect(journal.started(owner, id, 'run-1')).rejects.toMatchObject({ code: 'conflict' });
  });

  test('leaves one that has ended as it is, where a straggler only brings news', async () => {
    const { work, id, journal, get } = await setup();
    await journal.finished(owner, id, { status: 'cancelled' });
    await journal.startedUnlessEnded(owner, id, 'run-1');
    expect(await get(owner, id)).toMatchObject({ status: 'cancelled' });
    expect(work.events.map(({ type }) => type)).toEqual(['automation.execution.finished']);
  });

  test('completes an execution with its last task, once, unless somebody wants it to stop', async () => {
    const { work, id, journal, get } = await setup();
    await journal.startedUnlessEnded(owner, id, 'run-1');
    for (let time = 0; time < 2; time += 1) expect(await journal.completeUnlessStopped(owner, id, { done: true })).toBe(true);
    expect(await get(owner, id)).toMatchObject({ status: 'completed', output: { done: true } });
    expect(work.events.map(({ type }) => type)).toEqual(['automation.execution.started', 'automation.execution.finished']);

    const { work: other, id: stopped, journal: its, get: look } = await setup();
    await its.started(owner, stopped, 'run-1');
    await cancelExecution({ work: other, clock: { now: () => noon } })(owner, stopped);
    expect(await its.completeUnlessStopped(owner, stopped, null)).toBe(false);
    expect(await look(owner, stopped)).toMatchObject({ status: 'running' });
  });

  test('writes several chapters or none', async () => {
    const { work, id, journal, get } = await setup();
    const torn = journal.atomically(owner, async () => {
      await journal.started(owner, id, 'run-1');
      await journal.step(owner, id, step);
      throw new Error('crash');
    });
    await expect(torn).rejects.toThrow('crash');
    expect(await get(owner, id)).toMatchObject({ status: 'pending', steps: [] });
    expect(work.events).toEqual([]);
  });

  test('knows no execution of another tenant', async () => {
    const { id, journal } = await setup();
    await expect(journal.started(anybody(), id, 'run-1')).rejects.toMatchObject({ code: 'not_found' });
    await expect(journal.step(anybody(), id, step)).rejects.toMatchObject({ code: 'not_found' });
  });
});
