import { forbidden } from '#pkg/apperror';
import { planDocument, taskSpec } from '../fakes/plan-samples.ts';
import { PlanWorld } from '../fakes/plan-world.ts';

async function running() {
  const world = new PlanWorld();
  const id = await world.start(planDocument([taskSpec('build'), taskSpec('test', ['build']), taskSpec('deploy', ['test'])]));
  await world.ends(id, 'build');
  return { world, id };
}
const shorter = planDocument([taskSpec('build'), taskSpec('smoke', ['build'])]);

describe('replanPlan', () => {
  test('what is done stays, what is not needed is cancelled, what is new is opened and offered', async () => {
    const { world, id } = await running();
    expect(await world.replan(world.ana, id, shorter)).toMatchObject({ revision: 2, taskCount: 2, status: 'running' });
    await world.openTickets(world.ana, { planId: id, limit: 10 });
    await world.advance(world.ana, { planId: id });
    expect(await world.story(id)).toEqual(['build completed', 'smoke offered', 'test removed', 'deploy removed']);
    expect(world.ledger.leasable).toEqual(['smoke']);
    expect(await world.ends(id, 'smoke')).toMatchObject({ status: 'completed' });
    expect(world.published).toContain('orchestration.plan.replanned');
  });

  test('a task that somebody works on cannot be dropped', async () => {
    const { world, id } = await running();
    world.ledger.lease('test');
    await expect(world.replan(world.ana, id, shorter)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('somebody works on task test') });
    expect((await world.plan(id)).revision).toBe(1);
  });

  test('a document with a circle, or that a policy denies, changes nothing', async () => {
    const { world, id } = await running();
    await expect(world.replan(world.ana, id, planDocument([taskSpec('a', ['b']), taskSpec('b', ['a'])]))).rejects.toMatchObject({ code: 'invalid' });
    world.permit = async () => Promise.reject(forbidden('not at night'));
    await expect(world.replan(world.ana, id, shorter)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await world.plan(id)).revision).toBe(1);
  });

  test('a plan that is over, or being undone, cannot be changed', async () => {
    const { world, id } = await running();
    await world.ends(id, 'test', 'failed');
    await expect(world.replan(world.ana, id, shorter)).rejects.toMatchObject({ code: 'conflict' });
  });
});
