import { createHash } from 'node:crypto';
import type { Json } from '#internal/kernel';
import type { AppError } from '#pkg/apperror';
import { InMemoryOrchestration } from '../fakes/in-memory-orchestration.ts';
import { noon, planDocument, planner, taskSpec } from '../fakes/plan-samples.ts';
import { submitPlan } from './submit-plan.ts';
import { validatePlan } from './validate-plan.ts';

const digest = (value: Json): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
const release = planDocument([taskSpec('build'), taskSpec('test', ['build']), taskSpec('deploy', ['build']), taskSpec('verify', ['test', 'deploy'])]);

function setup() {
  const work = new InMemoryOrchestration();
  let ids = 0;
  const clock = { now: () => noon };
  return { work, ana: planner(), submit: submitPlan({ work, clock, ids: { next: () => `plan-${(ids += 1)}` }, digest, policy: { permit: async () => undefined } }), validate: validatePlan({ clock }) };
}

describe('submitPlan', () => {
  test('stores the plan with its tasks in waves, tells the audit log and announces it', async () => {
    const { work, ana, submit } = setup();
    const plan = await submit(ana, { document: release });
    expect(plan).toMatchObject({ status: 'pending', revision: 1, taskCount: 4, deadline: new Date('2026-03-01T20:00:00.000Z') });
    expect((await work.read(ana, ({ plans }) => plans.tasks(plan.id))).map(({ taskId, wave, status }) => [taskId, wave, status])).toEqual([
      ['build', 0, 'waiting'], ['test', 1, 'waiting'], ['deploy', 1, 'waiting'], ['verify', 2, 'waiting'],
    ]);
    expect(work.entries).toMatchObject([{ action: 'orchestration.plan.submitted', after: { task_count: 4 } }]);
    expect(work.events).toMatchObject([{ type: 'orchestration.plan.validated', data: { estimated_effort_ms: 240_000, critical_path_ms: 180_000, waves: 3 } }, { type: 'orchestration.plan.check_due', availableAt: new Date('2026-03-01T12:01:00.000Z') }]);
  });

  test('a task should be done early enough for everything that waits for it', async () => {
    const { work, ana, submit } = setup();
    const plan = await submit(ana, { document: { ...release, sla: { timeoutMs: 600_000 } } });
    const deadlines = (await work.read(ana, ({ plans }) => plans.tasks(plan.id))).map(({ slaDeadline }) => (plan.deadline.getTime() - slaDeadline.getTime()) / 60_000);
    expect(deadlines).toEqual([2, 1, 1, 0]);
  });

  test('a repeat under the same key finds the plan, another plan under it is refused', async () => {
    const { work, ana, submit } = setup();
    const first = await submit(ana, { document: release, requestKey: 'release-7' });
    expect(await submit(ana, { document: release, requestKey: 'release-7' })).toEqual(first);
    await expect(submit(ana, { document: { ...release, name: 'another' }, requestKey: 'release-7' })).rejects.toMatchObject({ code: 'conflict' });
    expect(work.events).toHaveLength(2);
  });

  test('a plan that asks for approval waits for it', async () => {
    const { ana, submit } = setup();
    expect(await submit(ana, { document: { ...release, requiresApproval: true } })).toMatchObject({ status: 'awaiting_approval' });
  });

  test('a circle is refused by name, and nothing is stored', async () => {
    const { work, ana, submit } = setup();
    const circular = planDocument([taskSpec('a', ['b']), taskSpec('b', ['c']), taskSpec('c', ['a'])]);
    await expect(submit(ana, { document: circular })).rejects.toMatchObject({
      code: 'invalid', details: [{ field: '/tasks/0/dependencies', reason: 'the tasks depend on each other in a circle: a → b → c → a' }],
    });
    expect(work.tables.plans).toEqual([]);
  });

  test.each([
    ['a task twice', planDocument([taskSpec('a'), taskSpec('a')]), '/tasks/1/task_id'],
    ['an unknown dependency', planDocument([taskSpec('a', ['ghost'])]), '/tasks/0/dependencies/0'],
    ['a dependency on itself', planDocument([taskSpec('a', ['a'])]), '/tasks/0/dependencies/0'],
    ['a dependency named twice', planDocument([taskSpec('a'), taskSpec('b', ['a', 'a'])]), '/tasks/1/dependencies/1'],
    ['no task', planDocument([]), '/tasks'],
    ['a deadline in the past', { ...release, sla: { deadline: noon } }, '/sla/deadline'],
    ['5,001 tasks', planDocument(Array.from({ length: 5001 }, (_, n) => taskSpec(`t${n}`))), '/tasks'],
  ])('%s is refused with its place', async (_, document, field) => {
    const { ana, submit, validate } = setup();
    const error: AppError = await submit(ana, { document }).then(() => { throw new Error('accepted'); }, (reason: AppError) => reason);
    expect(error).toMatchObject({ code: 'invalid', details: [{ field }] });
    expect(validate(document)).toMatchObject({ valid: false, faults: error.details });
  });

  test('a plan of 5,000 tasks is accepted', async () => {
    const { ana, submit } = setup();
    const wide = planDocument(Array.from({ length: 5000 }, (_, n) => taskSpec(`t${n}`, n < 50 ? [] : [`t${n - 50}`, `t${n - 1}`])));
    expect(await submit(ana, { document: wide })).toMatchObject({ taskCount: 5000 });
  });
});
