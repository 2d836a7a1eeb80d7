import type { Actor } from '#internal/kernel';
import { planDocument, planner, planOf, noon, taskSpec } from '../fakes/plan-samples.ts';
import { begin, concludePlan, requestCancellation, stop, type Plan } from '../domain/plan.ts';
import type { OrchestrationUnitOfWork } from './orchestration-unit-of-work.ts';

const document = planDocument([taskSpec('build'), taskSpec('deploy', ['build'], { priority: 'CRITICAL', parameters: { odd: '\u0000' } })], { metadata: { any: null }, retryPolicies: { DEPLOY: { maxRetries: 4 } } });

/** What every store of plans promises. */
export function orchestrationContract(name: string, open: () => OrchestrationUnitOfWork, someone: () => Actor = planner): void {
  describe(`${name} keeps the plans contract`, () => {
    const add = (work: OrchestrationUnitOfWork, owner: Actor, rest: Partial<Plan> = {}, now = noon) => {
      const made = planOf(owner, document, rest, now);
      return work.run(owner, async ({ plans }) => ({ ...made, stored: await plans.addUnlessKeyTaken(made.plan, made.tasks) }));
    };

    test('a plan and its tasks come back as they were stored', async () => {
      const [work, owner] = [open(), someone()];
      const { plan, tasks } = await add(work, owner, { requestKey: 'k', intentId: 'i', decisionId: 'd' });
      await work.read(owner, async ({ plans }) => {
        expect(await plans.get(plan.id)).toEqual(plan);
        expect(await plans.tasks(plan.id)).toEqual(tasks);
      });
    });

    test('every change of a plan and of its tasks is kept', async () => {
      const [work, owner] = [open(), someone()];
      const { plan, tasks } = await add(work, owner);
      const stopped = stop(requestCancellation(begin(plan, noon), 'ana', noon), { kind: 'failed', detail: 'deploy failed', taskId: 'deploy' });
      const ended = concludePlan(stopped, 'compensated', { counts: { failed: 1 } }, noon);
      const ticketId = '0198c0de-0000-7000-8000-00000000000a';
      const [build, deploy] = tasks;
      const failed = { ...deploy!, status: 'failed', ticketId, agentId: 'a', scheduleReason: 'due first', offeredAt: noon, startedAt: noon, completedAt: noon, error: ['any', null], compensationStatus: 'completed', compensationTicketId: ticketId } as const;
      const added = { ...build!, taskId: 'late', position: 2, revision: 2 };
      await work.run(owner, async ({ plans }) => {
        await plans.save(ended);
        await plans.putTasks(plan.id, [failed, added]);
      });
      await work.read(owner, async ({ plans }) => {
        expect(await plans.get(plan.id)).toEqual({ ...ended, version: 2 });
        expect(await plans.tasks(plan.id)).toEqual([build, failed, added]);
      });
    });

    test('one plan per request key and tenant', async () => {
      const [work, owner, stranger] = [open(), someone(), someone()];
      const { plan } = await add(work, owner, { requestKey: 'one' });
      expect((await add(work, owner, { requestKey: 'one' })).stored).toBe(false);
      expect((await add(work, stranger, { requestKey: 'one' })).stored).toBe(true);
      expect((await add(work, owner)).stored).toBe(true);
      expect((await work.read(owner, ({ plans }) => plans.findByRequestKey('one')))?.id).toBe(plan.id);
    });

    test('a plan of another tenant does not exist', async () => {
      const [work, owner, stranger] = [open(), someone(), someone()];
      const { plan } = await add(work, owner);
      await expect(work.read(stranger, ({ plans }) => plans.get(plan.id))).rejects.toMatchObject({ code: 'not_found' });
      await expect(work.run(stranger, ({ plans }) => plans.lock(plan.id))).rejects.toMatchObject({ code: 'not_found' });
      expect(await work.read(stranger, ({ plans }) => plans.tasks(plan.id))).toEqual([]);
      expect((await work.read(stranger, ({ plans }) => plans.list({}, { limit: 10 }))).items).toEqual([]);
    });

    test('saving what somebody else has changed is refused', async () => {
      const [work, owner] = [open(), someone()];
      const { plan } = await add(work, owner);
      await work.run(owner, ({ plans }) => plans.save(begin(plan, noon)));
      await expect(work.run(owner, ({ plans }) => plans.save(begin(plan, noon)))).rejects.toMatchObject({ code: 'conflict' });
    });

    test('a list is newest first and can be narrowed', async () => {
      const [work, owner] = [open(), someone()];
      const { plan: old } = await add(work, owner, { intentId: 'i' });
      const { plan: young } = await add(work, owner, { riskBand: 'HIGH', decisionId: 'd' }, new Date(noon.getTime() + 1));
      const list = (filter: object) => work.read(owner, async ({ plans }) => (await plans.list(filter, { limit: 10 })).items.map(({ id }) => id));
      expect(await list({})).toEqual([young.id, old.id]);
      expect(await list({ intentId: 'i' })).toEqual([old.id]);
      expect(await list({ decisionId: 'd', riskBand: 'HIGH', status: 'pending' })).toEqual([young.id]);
    });
  });
}
