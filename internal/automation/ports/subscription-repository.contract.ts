import { randomUUID } from 'node:crypto';
import type { EventConsumption } from '../domain/event-arguments.ts';
import { interestOf } from '../domain/event-interest.ts';
import { anybody, noon, runningExecution } from './automation.contract.ts';
import type { AutomationUnitOfWork } from './automation-unit-of-work.ts';
import { received } from './event-repository.contract.ts';
import type { EventSubscription } from './subscription-repository.ts';

const matches = [{ filter: 0, correlation: { room: 'r1' } }];
const waiting = async (executionId: string, to: EventConsumption, key = '/do/0/wait:1'): Promise<EventSubscription> => ({
  id: randomUUID(), listener: { executionId, key }, interest: await interestOf(to, async (expect) => expect, () => ({})), createdAt: noon,
});

function executionOf({ listener }: EventSubscription): { readonly executionId: string; readonly key: string } {
  if ('workflowId' in listener) throw new TypeError('of a workflow');
  return listener;
}

/** What every store of subscriptions promises. */
export function subscriptionRepositoryContract(name: string, open: () => AutomationUnitOfWork): void {
  describe(`${name} keeps subscriptions`, () => {
    const setup = async () => {
      const [work, owner] = [open(), anybody()];
      const { id: executionId } = await runningExecution(work, owner);
      const subscribe = async (to: EventConsumption, key?: string) => {
        const subscription = await waiting(executionId, to, key);
        await work.run(owner, ({ subscriptions }) => subscriptions.open(subscription));
        return subscription;
      };
      const interested = (type: string, source: string) => work.read(owner, async ({ subscriptions }) => (await subscriptions.interested({ type, source }, 10)).map(({ id }) => id).sort());
      return { work, owner, executionId, subscribe, interested };
    };

    test('a listener has one subscription, the first', async () => {
      const { work, owner, executionId, subscribe } = await setup();
      const first = await subscribe({ any: [] });
      const second = await waiting(executionId, { one: { with: { type: 'a' } } });
      expect(await work.run(owner, ({ subscriptions }) => subscriptions.open(second))).toEqual(first);
      expect(await work.read(owner, ({ subscriptions }) => subscriptions.find(first.listener))).toEqual(first);
      expect(await work.read(anybody(), ({ subscriptions }) => subscriptions.find(first.listener))).toBeUndefined();
    });

    test('an event finds those that ask for its type and source, or for any', async () => {
      const { work, subscribe, interested } = await setup();
      const all = await subscribe({ any: [] }, 'all');
      const type = await subscribe({ all: [{ with: { type: 'a' } }, { with: { type: 'b' } }] }, 'type');
      const both = await subscribe({ one: { with: { type: 'a', source: '/s' } } }, 'both');
      const pattern = await subscribe({ one: { with: { type: 'a.*' } } }, 'pattern');
      const ids = (...found: readonly EventSubscription[]) => found.map(({ id }) => id).sort();
      expect(await interested('a', '/s')).toEqual(ids(all, type, both, pattern));
      expect(await interested('a', '/t')).toEqual(ids(all, type, pattern));
      expect(await interested('c', '/s')).toEqual(ids(all, pattern));
      expect(await work.read(anybody(), ({ subscriptions }) => subscriptions.interested({ type: 'a', source: '/s' }, 10))).toEqual([]);
    });

    test('an event is delivered once, in order, and only to those that are open', async () => {
      const { work, owner, subscribe } = await setup();
      const [here, gone] = [await subscribe({ any: [] }, 'here'), await subscribe({ any: [] }, 'gone')];
      const [one, two] = [received(owner), received(owner)];
      await work.run(owner, async ({ events, subscriptions }) => {
        await events.addNew([one, two]);
        await subscriptions.end(executionOf(gone), noon);
      });
      const deliver = (event: typeof one) => work.run(owner, ({ subscriptions }) => subscriptions.deliver(event.id, [here, gone].map(({ id }) => ({ subscriptionId: id, matches }))));
      expect(await deliver(one)).toEqual([here]);
      expect(await deliver(two)).toEqual([here]);
      expect(await deliver(one)).toEqual([]);
      const delivered = (after: number, limit = 10) => work.read(owner, ({ subscriptions }) => subscriptions.delivered(here.id, after, limit));
      const [first, second] = await delivered(-1);
      expect([first, second]).toEqual([{ position: expect.any(Number), event: one.event, matches }, { position: expect.any(Number), event: two.event, matches }]);
      expect(await delivered(first?.position ?? -1)).toEqual([second]);
      expect(await delivered(-1, 1)).toEqual([first]);
    });

    test('what reached a subscription stays readable after its end, and nothing reaches it any more', async () => {
      const { work, owner, executionId, subscribe, interested } = await setup();
      const [one, other] = [await subscribe({ any: [] }, 'one'), await subscribe({ any: [] }, 'other')];
      const [before, after] = [received(owner), received(owner)];
      await work.run(owner, async ({ events, subscriptions }) => {
        await events.addNew([before, after]);
        await subscriptions.deliver(before.id, [{ subscriptionId: one.id, matches }]);
        await subscriptions.end({ executionId, key: 'one' }, noon);
      });
      expect(await interested('a', '/s')).toEqual([other.id]);
      expect(await work.run(owner, ({ subscriptions }) => subscriptions.deliver(after.id, [{ subscriptionId: one.id, matches }]))).toEqual([]);
      expect(await work.run(owner, ({ subscriptions }) => subscriptions.open(one))).toEqual(one);
      expect(await interested('a', '/s')).toEqual([other.id]);
      expect(await work.read(owner, ({ subscriptions }) => subscriptions.delivered(one.id, -1, 10))).toMatchObject([{ event: before.event }]);
    });

    test('events that somebody has still to consume outlive their day', async () => {
      const { work, owner, subscribe } = await setup();
      const here = await subscribe({ any: [] });
      const [held, free] = [received(owner), received(owner)];
      await work.run(owner, async ({ events, subscriptions }) => {
        await events.addNew([held, free]);
        await subscriptions.deliver(held.id, [{ subscriptionId: here.id, matches }]);
      });
      const remove = (day: string) => work.run(owner, ({ events }) => events.removeDay(day, 10));
      await remove('2026-03-01');
      const left = () => work.read(owner, async ({ events }) => (await events.list({}, { limit: 10 })).items.map(({ id }) => id));
      expect(await left()).toEqual([held.id]);
      await work.run(owner, ({ subscriptions }) => subscriptions.end({ executionId: executionOf(here).executionId }, noon));
      await remove('2026-03-02');
      expect(await left()).toEqual([held.id]);
      const removeEnded = (before: Date) => work.run(owner, ({ subscriptions }) => subscriptions.removeEnded(before, 10));
      expect(await removeEnded(noon)).toBe(true);
      expect(await work.read(owner, ({ subscriptions }) => subscriptions.find(here.listener))).toEqual(here);
      expect(await removeEnded(new Date(noon.getTime() + 1))).toBe(true);
      expect(await work.read(owner, ({ subscriptions }) => subscriptions.find(here.listener))).toBeUndefined();
      await remove('2026-03-02');
      expect(await left()).toEqual([]);
    });
  });
}
