import { randomUUID } from 'node:crypto';
import { beginCompensating, conclude, newExecution, requestCancellation, type Execution, type ExecutionId } from '../domain/execution.ts';
import { anybody, noon, runningExecution, storedExecution, storedWorkflow } from './automation.contract.ts';
import type { AutomationUnitOfWork } from './automation-unit-of-work.ts';
import type { StepRecord } from './execution-journal.ts';

const step: StepRecord = { path: '/do/0/restart', name: 'restart', kind: 'call', status: 'running', attempt: 1, startedAt: noon };

/** What every store of executions promises. */
export function executionRepositoryContract(name: string, open: () => AutomationUnitOfWork): void {
  describe(`${name} keeps executions`, () => {
    test('an execution comes back as it was stored, through every state', async () => {
      const [work, owner] = [open(), anybody()];
      const terms = { input: [1, null, 'text with \u0000'], requestKey: 'r1', verification: { kind: 'alert' }, compensateOnIneffective: true, timeoutSeconds: 60, target: 'host-1', alertId: randomUUID(), causationDepth: 3 };
      const pending = await storedExecution(work, owner, terms);
      const reread = () => work.read(owner, ({ executions }) => executions.get(pending.id));
      expect(await reread()).toEqual(pending);

      const running: Execution = { ...pending, status: 'running', temporalRunId: 'run', startedAt: noon };
      const compensating = { ...beginCompensating(requestCancellation(running, 'ana', noon), { detail: 'refused \ud800' }), version: 2 };
      const ended = { ...conclude(compensating, { status: 'compensated', output: false, outcome: 'ineffective' }, noon), version: 3 };
      for (const state of [running, compensating, ended]) {
        await work.run(owner, ({ executions }) => executions.save(state));
        expect(await reread()).toEqual({ ...state, version: state.version + 1 });
      }
    });

    test('an execution of another tenant does not exist', async () => {
      const [work, owner, stranger] = [open(), anybody(), anybody()];
      const { id } = await storedExecution(work, owner, { requestKey: 'r1' });
      const hidden = { code: 'not_found' };
      await expect(work.read(stranger, ({ executions }) => executions.get(id))).rejects.toMatchObject(hidden);
      await expect(work.run(stranger, ({ executions }) => executions.lock(id))).rejects.toMatchObject(hidden);
      await expect(work.run(stranger, ({ executions }) => executions.putStep(id, step))).rejects.toMatchObject(hidden);
      expect(await work.read(stranger, ({ executions }) => executions.findByRequestKey('r1'))).toBeUndefined();
      expect((await work.read(stranger, ({ executions }) => executions.list({}, { limit: 10 }))).items).toEqual([]);
    });

    test('of ten racers with one request key exactly one stores its execution', async () => {
      const [work, owner] = [open(), anybody()];
      const { version } = await storedWorkflow(work, owner);
      const racers = Array.from({ length: 10 }, () => newExecution(randomUUID() as ExecutionId, version, { input: {}, requestKey: 'one', compensateOnIneffective: false }, owner, noon));
      const stored = await Promise.all(racers.map((racer) => work.run(owner, ({ executions }) => executions.addUnlessKeyTaken(racer))));
      expect(stored.filter(Boolean)).toHaveLength(1);
      expect((await work.read(owner, ({ executions }) => executions.findByRequestKey('one')))?.id).toBe(racers[stored.indexOf(true)]?.id);
    });

    test('executions without a request key do not exclude each other', async () => {
      const [work, owner] = [open(), anybody()];
      const made = await storedWorkflow(work, owner);
      await storedExecution(work, owner, {}, made);
      await storedExecution(work, owner, {}, made);
      expect((await work.read(owner, ({ executions }) => executions.list({}, { limit: 10 }))).items).toHaveLength(2);
    });

    test('saving what somebody else has changed is refused', async () => {
      const [work, owner] = [open(), anybody()];
      const execution = await storedExecution(work, owner);
      const cancelling = requestCancellation(execution, 'ana', noon);
      await work.run(owner, ({ executions }) => executions.save(cancelling));
      await expect(work.run(owner, ({ executions }) => executions.save(cancelling))).rejects.toMatchObject({ code: 'conflict' });
    });

    test('a list can be narrowed by workflow, status, alert and correlation', async () => {
      const [work, owner] = [open(), anybody()];
      const alertId = randomUUID();
      const { id, workflowId } = await storedExecution(work, { ...owner, correlationId: 'c'.repeat(32) }, { alertId });
      await runningExecution(work, owner);
      for (const filter of [{ workflowId }, { status: 'pending' }, { alertId }, { correlationId: 'c'.repeat(32) }] as const) {
        const { items } = await work.read(owner, ({ executions }) => executions.list(filter, { limit: 10 }));
        expect(items.map((execution) => execution.id)).toEqual([id]);
      }
    });

    test('pages are newest first, without gap or repetition, also among equal times', async () => {
      const [work, owner] = [open(), anybody()];
      const made = await storedWorkflow(work, owner);
      const all: Execution[] = [];
      for (let n = 0; n < 7; n += 1) all.push(await storedExecution(work, owner, {}, made, new Date(noon.getTime() + Math.floor(n / 3))));
      const seen: Execution[] = [];
      let after: readonly string[] | undefined;
      do {
        const position = after;
        const page = await work.read(owner, ({ executions }) => executions.list({}, { limit: 2, ...(position && { after: position }) }));
        seen.push(...page.items);
        after = page.next;
      } while (after);
      const key = ({ createdAt, id }: Execution) => `${createdAt.toISOString()} ${id}`;
      expect(seen.map(key)).toEqual(all.map(key).sort().reverse());
    });
  });

  describe(`${name} keeps steps`, () => {
    const put = (work: AutomationUnitOfWork, { id, tenantId }: Execution, record: StepRecord) =>
      work.run({ ...anybody(), tenantId }, ({ executions }) => executions.putStep(id, record));
    const stepsOf = (work: AutomationUnitOfWork, { id, tenantId }: Execution, limit = 10) => work.read({ ...anybody(), tenantId }, ({ executions }) => executions.steps(id, limit));

    test('a step is replaced in its place by a later report of the same attempt', async () => {
      const work = open();
      const execution = await runningExecution(work, anybody());
      const done: StepRecord = { ...step, status: 'completed', finishedAt: noon, input: 'in \u0000', output: 0, ticketId: randomUUID(), activityId: '7' };
      const next: StepRecord = { ...step, path: '/do/1/wait', status: 'failed', finishedAt: noon, error: { status: 500 } };
      for (const record of [step, next, done]) await put(work, execution, record);
      expect(await stepsOf(work, execution)).toEqual([done, next]);
    });

    test('a step keeps the ticket and the input that it was given when a later report does not name them', async () => {
      const work = open();
      const execution = await runningExecution(work, anybody());
      const ticketId = randomUUID();
      for (const record of [{ ...step, ticketId, input: { n: 1 } }, { ...step, output: 1, context: { seen: 1 } }]) await put(work, execution, record);
      expect(await stepsOf(work, execution)).toMatchObject([{ ticketId, input: { n: 1 }, output: 1, context: { seen: 1 } }]);
    });

    test('attempts of one path are steps of their own, and only the last are shown', async () => {
      const work = open();
      const execution = await runningExecution(work, anybody());
      for (const attempt of [1, 2, 3]) await put(work, execution, { ...step, attempt });
      expect((await stepsOf(work, execution, 2)).map(({ attempt }) => attempt)).toEqual([2, 3]);
    });
  });
}
