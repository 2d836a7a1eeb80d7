import { randomUUID } from 'node:crypto';
import { someActor, useTransactions } from '#test/support';
import { noon, planDocument, planOf, taskSpec } from '../fakes/plan-samples.ts';
import { postgresOrchestration } from './postgres-orchestration.ts';
import { recordedDurations } from './recorded-durations.ts';

const transactions = useTransactions();

describe('recordedDurations', () => {
  test('is the median of what tasks of the type took in this tenant, and nothing for types without any', async () => {
    const [owner, stranger] = [someActor(), someActor()];
    const work = postgresOrchestration(transactions);
    for (const [who, seconds] of [[owner, [1, 2, 9]], [stranger, [100]]] as const) {
      const { plan, tasks } = planOf(who, planDocument(seconds.map((each) => taskSpec(`took-${each}`, [], { taskType: 'BUILD' })).concat(taskSpec('open', [], { taskType: 'TEST' }))));
      const done = tasks.map((task) => {
        const took = Number(/^took-(\d+)$/.exec(task.taskId)?.[1]);
        return Number.isNaN(took) ? task : { ...task, status: 'completed' as const, ticketId: randomUUID(), startedAt: noon, completedAt: new Date(noon.getTime() + took * 1000) };
      });
      await work.run(who, ({ plans }) => plans.addUnlessKeyTaken(plan, done));
    }
    expect(await recordedDurations(transactions).predict(owner, ['BUILD', 'TEST'])).toEqual({ BUILD: 2000 });
  });
});
