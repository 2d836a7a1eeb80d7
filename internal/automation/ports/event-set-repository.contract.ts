import { randomUUID } from 'node:crypto';
import type { EventPlace } from '../domain/event-places.ts';
import type { EventSet } from '../domain/event-sets.ts';
import { anybody, noon, storedWorkflow } from './automation.contract.ts';
import type { AutomationUnitOfWork } from './automation-unit-of-work.ts';
import { received } from './event-repository.contract.ts';

const place = (filter: number, bound = '[]'): EventPlace => ({ filter, bound });

/** What every store of sets of events promises. */
export function eventSetRepositoryContract(name: string, open: () => AutomationUnitOfWork): void {
  describe(`${name} keeps sets of events`, () => {
    /** A workflow that waits for events, with some delivered to it. */
    async function waiting(count: number) {
      const [work, owner] = [open(), anybody()];
      const { workflow } = await storedWorkflow(work, owner);
      const subscription = { id: randomUUID(), listener: { workflowId: workflow.id }, interest: { filters: [], strategy: { mode: 'any', filters: [] }, variables: {} }, createdAt: noon } as const;
      const events = Array.from({ length: count }, () => received(owner));
      const matches = [{ filter: 0, correlation: { room: 'r1' } }];
      await work.run(owner, async (scope) => {
        await scope.subscriptions.open(subscription);
        await scope.events.addNew(events);
        for (const { id } of events) await scope.subscriptions.deliver(id, [{ subscriptionId: subscription.id, matches }]);
      });
      const sets = <Result>(look: (repository: AutomationSets) => Promise<Result>): Promise<Result> => work.run(owner, ({ eventSets }) => look(eventSets));
      const unsorted = () => sets((it) => it.unsorted(subscription.id, 10));
      const offered = await unsorted();
      const setOf = (index: number, change: Partial<EventSet> = {}): EventSet => {
        const position = offered[index]?.position ?? -1;
        return { id: randomUUID(), subscriptionId: subscription.id, position, state: { position, filled: [0], correlation: { room: { b: 1, a: ['x'] } }, consumed: 1, done: false }, events: 1, size: 7, createdAt: noon, ...change };
      };
      return { work, owner, workflow, subscription, events, offered, sets, unsorted, setOf };
    }
    type AutomationSets = Parameters<Parameters<AutomationUnitOfWork['run']>[1]>[0]['eventSets'];

    test('deliveries wait in order until they are in a set', async () => {
      const { events, offered, sets, unsorted, setOf } = await waiting(2);
      expect(offered.map(({ event }) => event)).toEqual(events.map(({ event }) => event));
      const set = setOf(0);
      await sets((it) => it.put(set, [place(1)], set.position));
      expect(await unsorted()).toEqual([offered[1]]);
      expect(await sets((it) => it.eventsOf(set.id))).toEqual([offered[0]]);
      await sets((it) => it.remove(set.id));
      expect([await unsorted(), await sets((it) => it.eventsOf(set.id))]).toEqual([[offered[1]], []]);
    });

    test('the oldest set with a place is found, for each filter and its values', async () => {
      const { subscription, sets, setOf } = await waiting(3);
      const [first, second, third] = [setOf(0), setOf(1), setOf(2)];
      await sets(async (it) => {
        await it.put(third, [place(1, 'r2')], third.position);
        await it.put(second, [place(1, 'r1'), place(2, 'r1')], second.position);
        await it.put(first, [place(1, 'r1')], first.position);
      });
      const found = (...places: readonly EventPlace[]) => sets((it) => it.findOpen(subscription.id, places));
      expect(await found(place(1, 'r1'))).toEqual(first);
      expect(await found(place(1, 'r2'), place(2, 'r1'))).toEqual(second);
      expect(await found(place(1, 'r3'), place(0, 'r1'))).toBeUndefined();
      expect(await found()).toBeUndefined();
      expect(await sets((it) => it.findOpen(randomUUID(), [place(1, 'r1')]))).toBeUndefined();
    });

    test('a set that takes another event has other places free', async () => {
      const { subscription, offered, sets, setOf } = await waiting(2);
      const set = setOf(0);
      const grown: EventSet = { ...set, events: 2, size: 12, state: { ...set.state, filled: [0, 1], consumed: 2 } };
      await sets((it) => it.put(set, [place(1), place(2)], set.position));
      await sets((it) => it.put(grown, [place(2)], offered[1]?.position ?? -1));
      expect(await sets((it) => it.findOpen(subscription.id, [place(1)]))).toBeUndefined();
      expect(await sets((it) => it.findOpen(subscription.id, [place(2)]))).toEqual(grown);
      expect(await sets((it) => it.eventsOf(set.id))).toEqual(offered);
    });

    test('sets that began before a moment expire, with their events', async () => {
      const { work, owner, workflow, sets, setOf, events } = await waiting(3);
      const later = new Date(noon.getTime() + 1);
      const [old, older, fresh] = [setOf(0), setOf(1, { events: 4 }), setOf(2, { createdAt: later })];
      await sets(async (it) => {
        for (const set of [old, older, fresh]) await it.put(set, [place(1)], set.position);
      });
      expect(await sets((it) => it.workflowsWaitingSince(noon, 10))).toEqual([]);
      expect(await sets((it) => it.workflowsWaitingSince(later, 10))).toEqual([workflow.id]);
      expect(await work.read(anybody(), ({ eventSets }) => eventSets.workflowsWaitingSince(later, 10))).toEqual([]);
      expect(await sets((it) => it.expire(workflow.id, later, 1))).toEqual({ sets: 1, events: 1 });
      expect(await sets((it) => it.expire(workflow.id, later, 10))).toEqual({ sets: 1, events: 4 });
      expect(await sets((it) => it.expire(workflow.id, later, 10))).toEqual({ sets: 0, events: 0 });
      expect(await sets((it) => it.eventsOf(fresh.id))).toHaveLength(1);
      await work.run(owner, (scope) => scope.events.removeDay('2026-03-01', 10));
      expect((await work.read(owner, (scope) => scope.events.list({}, { limit: 10 }))).items.map(({ id }) => id)).toEqual([events[2]?.id]);
    });
  });
}
