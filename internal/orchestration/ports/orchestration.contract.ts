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
      const failed = { ...deploy!, status: 'failed', ticketId, agentId: 'a', reservedFor: 'b', reservedUntil: noon, scheduleReason: 'due first', offeredAt: noon, startedAt: noon, completedAt: noon, error: ['any', null], compensationStatus: 'completed', compensationTicketId: ticketId } as const;
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

    test('tells how the plans did that ended since a time, and how many are open', async () => {
      const [work, owner] = [open(), someone()];
      const ending = async (seconds: number, status: 'completed' | 'failed') => {
        const { plan } = await add(work, owner);
        const running = begin(plan, noon);
        const ended = concludePlan(status === 'completed' ? running : stop(running, { kind: 'failed', detail: 'no' }), status, {}, new Date(noon.getTime() + seconds * 1000));
        await work.run(owner, ({ plans }) => plans.save(ended));
      };
      const status = (since: Date) => work.read(owner, ({ plans }) => plans.flowStatus(since));
      expect(await status(noon)).toEqual({ totalProcessed: 0, activeExecutions: 0 });
      for (const seconds of [1, 2, 3]) await ending(seconds, 'completed');
      await ending(10, 'failed');
      await add(work, owner);
      expect(await status(noon)).toEqual({ totalProcessed: 4, activeExecutions: 1, successRate: 0.75, averageLatencyMs: 4000, p95LatencyMs: expect.closeTo(8950) });
      expect(await status(new Date(noon.getTime() + 3000))).toMatchObject({ totalProcessed: 2, successRate: 0.5 });
      expect(await work.read(owner, ({ plans }) => plans.countOpen())).toBe(1);
    });

    test('a policy is stored, replaced by its next version only, and removed, in its tenant', async () => {
      const [work, owner, stranger] = [open(), someone(), someone()];
      const policy = { name: 'nights', rego: 'package orchestrix.plan', wasmSha256: 'a'.repeat(64), createdAt: noon, updatedAt: noon, updatedBy: 'ana', version: 1 };
      const wasm = Buffer.from('\0asm0123');
      await work.run(owner, ({ policies }) => policies.put(policy, wasm));
      await expect(work.run(owner, ({ policies }) => policies.put(policy, wasm))).rejects.toMatchObject({ code: 'conflict' });
      const { rego: _, ...compiled } = policy;
      const next = { ...compiled, version: 2, wasmSha256: 'b'.repeat(64) };
      await work.run(owner, ({ policies }) => policies.put(next, Buffer.from('\0asm4567')));
      await work.read(owner, async ({ policies }) => {
        expect(await policies.all()).toEqual([next]);
        expect(Buffer.from(await policies.wasm('nights')).toString()).toBe('\0asm4567');
      });
      expect(await work.read(stranger, ({ policies }) => policies.find('nights'))).toBeUndefined();
      await expect(work.run(stranger, ({ policies }) => policies.remove('nights'))).rejects.toMatchObject({ code: 'not_found' });
      await work.run(owner, ({ policies }) => policies.remove('nights'));
      await expect(work.read(owner, ({ policies }) => policies.get('nights'))).rejects.toMatchObject({ code: 'not_found' });
    });

    test('a signature is taken once per tenant, until it is forgotten', async () => {
      const [work, owner, stranger] = [open(), someone(), someone()];
      const later = new Date(noon.getTime() + 1000);
      const take = (who: Actor, at: Date, forgetBefore: Date) => work.run(who, ({ webhooks }) => webhooks.take('c'.repeat(64), at, forgetBefore));
      expect([await take(owner, noon, noon), await take(owner, noon, noon), await take(stranger, noon, noon), await take(owner, later, later)]).toEqual([true, false, true, true]);
    });
  });
}
