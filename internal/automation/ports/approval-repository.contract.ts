import { randomUUID } from 'node:crypto';
import { decide, type Approval, type ApprovalId } from '../domain/approval.ts';
import type { Execution } from '../domain/execution.ts';
import { anybody, noon, runningExecution } from './automation.contract.ts';
import type { AutomationUnitOfWork } from './automation-unit-of-work.ts';

/** A question of an execution, as an interpreter asks it. */
export const asked = ({ id, tenantId, requestedBy }: Execution, change: Partial<Approval> = {}): Approval => ({
  id: randomUUID() as ApprovalId, tenantId, executionId: id, key: '/do/0/restart:1', taskName: 'restart', status: 'pending', approvers: [], required: 1, fourEyes: false, requestedBy,
  createdAt: noon, expiresAt: new Date(noon.getTime() + 3_600_000), decisions: [], version: 1, ...change,
});

/** What every store of approvals promises. */
export function approvalRepositoryContract(name: string, open: () => AutomationUnitOfWork): void {
  describe(`${name} keeps approvals`, () => {
    const setup = async () => {
      const [work, owner] = [open(), anybody()];
      return { work, owner, execution: await runningExecution(work, owner) };
    };

    test('a question is asked once per run of a task, and comes back with its decisions', async () => {
      const { work, owner, execution } = await setup();
      const question = asked(execution, { required: 2, approvers: ['role:admin', 'ana'], message: 'Restart?', evidence: { z: 1, a: 2 }, fourEyes: true });
      expect(await work.run(owner, ({ approvals }) => approvals.addUnlessAsked(question))).toBe(true);
      expect(await work.run(owner, ({ approvals }) => approvals.addUnlessAsked(asked(execution)))).toBe(false);
      expect(await work.read(owner, ({ approvals }) => approvals.get(question.id))).toEqual(question);
      const once = decide(question, { subject: 'ana', name: 'Ana', role: 'operator' }, 'approved', 'fine', noon);
      await work.run(owner, ({ approvals }) => approvals.save(once));
      const twice = decide({ ...once, version: 2 }, { subject: 'olaf', role: 'admin' }, 'approved', undefined, new Date(noon.getTime() + 1));
      await work.run(owner, ({ approvals }) => approvals.save(twice));
      expect(await work.read(owner, ({ approvals }) => approvals.findByKey(execution.id, question.key))).toEqual({ ...twice, version: 3 });
      await expect(work.run(owner, ({ approvals }) => approvals.save(once))).rejects.toMatchObject({ code: 'conflict' });
      await expect(work.read(anybody(), ({ approvals }) => approvals.get(question.id))).rejects.toMatchObject({ code: 'not_found' });
    });

    test('a list is newest first, narrowed by status and execution', async () => {
      const { work, owner, execution } = await setup();
      const other = await runningExecution(work, owner);
      const at = (ms: number) => ({ createdAt: new Date(noon.getTime() + ms) });
      const [one, two, three] = [asked(execution, at(0)), asked(other, at(1)), asked(execution, { ...at(2), key: 'k', status: 'cancelled', endedAt: new Date(noon.getTime() + 3) })] as const;
      await work.run(owner, async ({ approvals }) => {
        for (const each of [one, two, three]) await approvals.addUnlessAsked(each);
      });
      const list = async (filter: object) => (await work.read(owner, ({ approvals }) => approvals.list(filter, { limit: 10 }))).items;
      expect(await list({})).toEqual([three, two, one]);
      expect(await list({ status: 'pending' })).toEqual([two, one]);
      expect(await list({ executionId: execution.id })).toEqual([three, one]);
      expect(await work.read(owner, ({ approvals }) => approvals.pendingOf(execution.id))).toEqual([one]);
    });
  });
}
