import { noon, planDocument, planner, planOf, taskSpec } from '../fakes/plan-samples.ts';
import type { PlanTask } from './plan-task.ts';
import { replan, withDone } from './replanning.ts';

const { plan, tasks } = planOf(planner(), planDocument([taskSpec('build'), taskSpec('test', ['build']), taskSpec('deploy', ['test'])]));
const current = tasks.map((task): PlanTask => ({ ...task, ticketId: `ticket-${task.taskId}`, status: task.taskId === 'build' ? 'completed' : task.taskId === 'test' ? 'offered' : 'waiting' }));
const replanned = (...specs: Parameters<typeof planDocument>[0]) => replan(withDone(planDocument(specs), current), current, { ...plan, revision: 2 }, noon);
const told = ({ tasks: all, dropped }: ReturnType<typeof replan>) => ({ tasks: all.map(({ taskId, status, ticketId, revision }) => `${taskId} ${status} ${ticketId ?? 'new'} r${revision}`), dropped: dropped.map(({ taskId }) => taskId) });

describe('replan', () => {
  test('keeps what is done and what stays the same, opens what is new and drops what is gone', () => {
    expect(told(replanned(taskSpec('build'), taskSpec('test', ['build']), taskSpec('canary', ['test'])))).toEqual({
      tasks: ['build completed ticket-build r1', 'test offered ticket-test r1', 'canary waiting new r2', 'deploy removed ticket-deploy r1'],
      dropped: ['deploy'],
    });
  });

  test('a task that is said otherwise begins anew', () => {
    expect(told(replanned(taskSpec('build'), taskSpec('test', ['build'], { parameters: { suite: 'smoke' } }), taskSpec('deploy', ['test'])))).toEqual({
      tasks: ['build completed ticket-build r1', 'test waiting new r2', 'deploy waiting ticket-deploy r1'],
      dropped: ['test'],
    });
  });

  test('what is done stays although the document forgets it or says it otherwise', () => {
    expect(told(replanned(taskSpec('test')))).toEqual({ tasks: ['test waiting new r2', 'build completed ticket-build r1', 'deploy removed ticket-deploy r1'], dropped: ['test', 'deploy'] });
    expect(told(replanned(taskSpec('build', [], { description: 'anew' })))).toMatchObject({ tasks: expect.arrayContaining(['build completed ticket-build r1']) });
  });
});
