import fc from 'fast-check';
import { noon } from '../fakes/plan-samples.ts';
import { allocateAgents } from './allocate-agents.ts';
import { offerOrder, type Offerable } from './offer-order.ts';

const at = (minutes: number): Date => new Date(noon.getTime() + minutes * 60_000);
const offerable = (taskId: string, rest: Partial<Offerable> = {}): Offerable => ({ taskId, position: 0, slaDeadline: at(60), priority: 'NORMAL', riskBand: 'MEDIUM', predictedMs: 1000, readySince: noon, ...rest });
const order = (tasks: readonly Offerable[], now = noon): string[] => offerOrder(tasks, now).map(({ task }) => task.taskId);

const anyTask = fc.record({
  taskId: fc.uuid(), position: fc.nat(1000), slaDeadline: fc.integer({ min: -60, max: 600 }).map(at), priority: fc.constantFrom('LOW', 'NORMAL', 'HIGH', 'CRITICAL'),
  riskBand: fc.constantFrom('LOW', 'MEDIUM', 'HIGH', 'CRITICAL'), predictedMs: fc.nat(1_000_000), readySince: fc.integer({ min: -600, max: 0 }).map(at),
});

describe('offerOrder', () => {
  test.each([
    ['the earlier deadline', { slaDeadline: at(30) }, { priority: 'CRITICAL' }],
    ['the higher priority', { priority: 'HIGH' }, { riskBand: 'CRITICAL' }],
    ['the higher risk', { riskBand: 'HIGH' }, { predictedMs: 60_000 }],
    ['what takes longer', { predictedMs: 60_000 }, {}],
  ] as const)('%s goes first', (_, first, second) => {
    expect(order([offerable('second', second), offerable('first', first)])).toEqual(['first', 'second']);
  });

  test('loses and invents nothing, and does not depend on the order of its input', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyTask, { selector: ({ taskId }) => taskId, maxLength: 20 }), (tasks) => {
        const numbered = tasks.map((task, position) => ({ ...task, position }));
        expect(order(numbered).toSorted()).toEqual(tasks.map(({ taskId }) => taskId).toSorted());
        expect(order(numbered.toReversed())).toEqual(order(numbered));
      }),
    );
  });

  test('nobody starves: who has waited longer than its deadline is later goes before every newcomer', () => {
    fc.assert(
      fc.property(anyTask, anyTask, (old, other) => {
        const now = at(0);
        const newcomer = { ...other, taskId: 'new', readySince: now };
        const later = Math.max(0, old.slaDeadline.getTime() - newcomer.slaDeadline.getTime());
        const patient = { ...old, taskId: 'old', readySince: new Date(now.getTime() - later - 60_000) };
        expect(order([newcomer, patient], now)).toEqual(['old', 'new']);
      }),
    );
  });
});

describe('allocateAgents', () => {
  const candidates = [{ agentId: 'best', score: 1, freeSlots: 9 }, { agentId: 'good', score: 0.6, freeSlots: 9 }];

  test('gives the best agent more, but not everything', () => {
    const given = allocateAgents(['a', 'b', 'c', 'd', 'e'].map((taskId) => ({ taskId, candidates })));
    expect([...given.values()].map(({ agentId }) => agentId)).toEqual(['best', 'good', 'best', 'best', 'good']);
  });

  test('gives nobody more than it has room for', () => {
    const given = allocateAgents(['a', 'b', 'c', 'd'].map((taskId) => ({ taskId, candidates: candidates.map((each, index) => ({ ...each, freeSlots: index + 1 })) })));
    expect([...given].map(([taskId, { agentId }]) => `${taskId} ${agentId}`)).toEqual(['a best', 'b good', 'c good']);
  });

  test('leaves a task alone that nobody can do', () => {
    expect([...allocateAgents([{ taskId: 'a', candidates: [] }])]).toEqual([]);
  });
});
