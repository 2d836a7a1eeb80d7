import { unavailable } from '#pkg/apperror';
import { planDocument, taskSpec } from '../fakes/plan-samples.ts';
import { PlanWorld } from '../fakes/plan-world.ts';
import type { PlanEngineState, PlanRunner } from '../ports/plan-runner.ts';
import { reconcilePlan } from './reconcile-plan.ts';

async function setup(state: PlanEngineState | 'down') {
  const world = new PlanWorld();
  const told: string[] = [];
  const nothing = async (): Promise<void> => undefined;
  const runner: PlanRunner = {
    start: nothing, tellTicket: nothing, tellCancelled: nothing, tellApproved: nothing, tellReplanned: nothing,
    restart: async (_, { id }) => void told.push(`restart ${id}`),
    state: async () => {
      if (state === 'down') throw unavailable('Temporal does not answer');
      return state;
    },
  };
  const id = await world.start(planDocument([taskSpec('a')]));
  const reconcile = reconcilePlan({ work: world.work, clock: world.clock, runner });
  return { world, id, told, look: (round: number) => reconcile(world.ana, id, round) };
}

describe('reconcilePlan', () => {
  test.each([
    ['open', 0],
    ['down', 0],
    ['closed', 1],
    ['unknown', 1],
  ] as const)('a plan that is %s at the engine is driven again %i times, and looked at later', async (state, restarts) => {
    const { world, told, look } = await setup(state);
    await look(3);
    expect(told).toHaveLength(restarts);
    expect(world.work.events.at(-1)).toMatchObject({ type: 'orchestration.plan.check_due', data: { round: 4 }, availableAt: new Date('2026-03-01T12:08:00.000Z') });
  });

  test('a plan that has ended is left alone', async () => {
    const { world, id, told, look } = await setup('closed');
    await world.ends(id, 'a');
    const before = world.work.events.length;
    await look(1);
    expect([told, world.work.events.length]).toEqual([[], before]);
  });
});
