import type { DrivenPlan, PlanDriver } from './plan-driver.ts';
import { planDocument, taskSpec } from './plan-samples.ts';

const release = planDocument([taskSpec('build'), taskSpec('test', ['build']), taskSpec('deploy', ['test'])]);

/** A way through the workflow, and how it ends. */
export interface RecordedPlan {
  readonly name: string;
  readonly status: string;
  run(driver: PlanDriver): Promise<DrivenPlan>;
}

async function ending(plan: DrivenPlan, ...tasks: readonly string[]): Promise<DrivenPlan> {
  for (const task of tasks) {
    const [taskId = '', status] = task.split(' ');
    await plan.offered(taskId);
    await plan.ends(taskId, status === 'failed' ? 'failed' : 'completed');
  }
  return plan;
}

/** The plans whose histories are kept and replayed. */
export const recordedPlans: readonly RecordedPlan[] = [
  { name: 'completed-plan', status: 'completed', run: async (driver) => ending(await driver.run(release), 'build', 'test', 'deploy') },
  {
    name: 'compensated-plan',
    status: 'compensated',
    run: async (driver) => ending(await driver.run(release), 'build', 'test failed', 'test/undo', 'build/undo'),
  },
  {
    name: 'cancelled-plan',
    status: 'compensated',
    async run(driver) {
      const plan = await ending(await driver.run(release), 'build');
      await plan.offered('test');
      await plan.cancel();
      return ending(plan, 'build/undo');
    },
  },
];
