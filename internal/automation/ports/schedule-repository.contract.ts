import { randomUUID } from 'node:crypto';
import { FIRES_KEPT, type ScheduleFire, type ScheduleFireId } from '../domain/schedule-fire.ts';
import { NOTHING_COUNTED, type ScheduleState } from '../domain/schedule-state.ts';
import { anybody, noon, storedWorkflow } from './automation.contract.ts';
import type { AutomationUnitOfWork } from './automation-unit-of-work.ts';

const fireOf = (workflowId: string, change: Partial<ScheduleFire> = {}): ScheduleFire => ({
  id: randomUUID() as ScheduleFireId, workflowId, source: 'timer', outcome: 'started', fireTime: noon, count: 1, executionId: randomUUID(), createdAt: noon, ...change,
});

/** What every store of schedules promises. */
export function scheduleRepositoryContract(name: string, open: () => AutomationUnitOfWork): void {
  test(`${name} keeps one schedule per workflow, of its tenant`, async () => {
    const [work, owner, stranger] = [open(), anybody(), anybody()];
    const { workflow } = await storedWorkflow(work, owner);
    const find = (actor = owner) => work.read(actor, ({ schedules }) => schedules.find(workflow.id));
    const state: ScheduleState = { workflowId: workflow.id, workflowVersion: 1, kind: 'every', nextAt: noon, startsAt: noon, waitingEvents: 0, counts: NOTHING_COUNTED };
    await work.run(owner, ({ schedules }) => schedules.put(state));
    expect(await find()).toEqual(state);
    expect(await find(stranger)).toBeUndefined();
    const paused: ScheduleState = {
      workflowId: workflow.id, workflowVersion: 1, kind: 'every', pausedAt: noon, pausedBy: 'ana', note: 'why', lastExecutionId: randomUUID(), buffered: { fireTime: noon, key: 'k' }, waitingEvents: 4, counts: { started: 1, skipped: 2, missed: 2 ** 40, expired: 3 },
    };
    await work.run(owner, ({ schedules }) => schedules.put(paused));
    expect(await work.run(owner, ({ schedules }) => schedules.lock(workflow.id))).toEqual(paused);
    await work.run(owner, ({ schedules }) => schedules.remove(workflow.id));
    expect(await find()).toBeUndefined();
  });

  test(`${name} lists the schedules of a tenant page by page, narrowed by kind and pause`, async () => {
    const [work, owner] = [open(), anybody()];
    const stored: ScheduleState[] = [];
    for (const [index, kind] of (['every', 'cron', 'on'] as const).entries()) {
      const { workflow } = await storedWorkflow(work, owner, { name: `workflow ${kind}` });
      stored.push({ workflowId: workflow.id, workflowVersion: 1, kind, ...(index === 1 && { pausedAt: noon, pausedBy: 'ana' }), waitingEvents: 0, counts: NOTHING_COUNTED });
    }
    await work.run(owner, async ({ schedules }) => {
      for (const state of stored) await schedules.put(state);
    });
    const list = async (filter: object, page: { limit: number; after?: readonly string[] } = { limit: 10 }, actor = owner) => work.read(actor, ({ schedules }) => schedules.list(filter, page));
    const [newest, ...older] = stored.map((state) => ({ ...state, workflowName: `workflow ${state.kind}` })).toSorted((a, b) => (a.workflowId < b.workflowId ? 1 : -1));
    const first = await list({}, { limit: 1 });
    expect(first).toEqual({ items: [newest], next: [newest?.workflowId] });
    expect(await list({}, { limit: 10, after: first.next ?? [] })).toEqual({ items: older });
    expect((await list({ kind: 'on' })).items.map(({ kind }) => kind)).toEqual(['on']);
    expect((await list({ paused: true })).items.map(({ kind }) => kind)).toEqual(['cron']);
    expect((await list({ paused: false })).items).toHaveLength(2);
    expect((await list({}, { limit: 10 }, anybody())).items).toEqual([]);
  });

  test(`${name} keeps the record of the last fires, newest first, for each workflow`, async () => {
    const [work, owner] = [open(), anybody()];
    const { workflow } = await storedWorkflow(work, owner);
    const { workflow: other } = await storedWorkflow(work, owner, { name: 'other' });
    const at = (ms: number) => new Date(noon.getTime() + ms);
    const many = Array.from({ length: FIRES_KEPT }, (_, index) => fireOf(workflow.id, { createdAt: at(index) }));
    const { executionId: _, ...nothing } = fireOf(workflow.id, { outcome: 'missed', createdAt: at(FIRES_KEPT), lastFireTime: at(1), count: 3, reason: 'why' });
    const elsewhere = fireOf(other.id);
    await work.run(owner, ({ schedules }) => schedules.addFires([elsewhere, ...many]));
    await work.run(owner, ({ schedules }) => schedules.addFires([nothing]));
    const fires = (id: string, filter = {}, actor = owner, limit = FIRES_KEPT) => work.read(actor, async ({ schedules }) => (await schedules.fires(id, filter, { limit })).items);
    expect(await fires(workflow.id, {}, owner, 2)).toEqual([nothing, many.at(-1)]);
    expect((await fires(workflow.id)).at(-1)).toEqual(many[1]);
    expect(await fires(workflow.id, { outcome: 'missed' })).toEqual([nothing]);
    expect(await fires(other.id)).toEqual([elsewhere]);
    expect(await fires(workflow.id, {}, anybody())).toEqual([]);
    expect(await work.read(owner, ({ schedules }) => schedules.lastStarted(workflow.id))).toBe(many.at(-1)?.executionId);
    expect(await work.read(owner, ({ schedules }) => schedules.lastStarted(randomUUID()))).toBeUndefined();
  });
}
