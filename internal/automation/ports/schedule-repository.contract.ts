import type { ScheduleState } from '../domain/schedule-state.ts';
import { anybody, noon, storedWorkflow } from './automation.contract.ts';
import type { AutomationUnitOfWork } from './automation-unit-of-work.ts';

/** What every store of schedules promises. */
export function scheduleRepositoryContract(name: string, open: () => AutomationUnitOfWork): void {
  test(`${name} keeps one schedule per workflow, of its tenant`, async () => {
    const [work, owner, stranger] = [open(), anybody(), anybody()];
    const { workflow } = await storedWorkflow(work, owner);
    const find = (actor = owner) => work.read(actor, ({ schedules }) => schedules.find(workflow.id));
    const state: ScheduleState = { workflowId: workflow.id, workflowVersion: 1, kind: 'every', nextAt: noon };
    await work.run(owner, ({ schedules }) => schedules.put(state));
    expect(await find()).toEqual(state);
    expect(await find(stranger)).toBeUndefined();
    const paused: ScheduleState = { workflowId: workflow.id, workflowVersion: 1, kind: 'every', pausedAt: noon, pausedBy: 'ana', note: 'why' };
    await work.run(owner, ({ schedules }) => schedules.put(paused));
    expect(await work.run(owner, ({ schedules }) => schedules.lock(workflow.id))).toEqual(paused);
    await work.run(owner, ({ schedules }) => schedules.remove(workflow.id));
    expect(await find()).toBeUndefined();
  });
}
