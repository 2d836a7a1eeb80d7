import { someActor, useTransactions } from '#test/support';
import { deliveryOf, notificationsContract, receiverOf } from '../ports/notifications.contract.ts';
import { postgresDeliveryWatch, postgresNotifications } from './postgres-notifications.ts';

const transactions = useTransactions();
const work = postgresNotifications(transactions);
const watch = postgresDeliveryWatch(transactions);

notificationsContract('PostgresNotifications', () => ({ work, watch }), someActor);

test('what has ended long ago is forgotten, what was given up is kept for longer, and what waits stays', async () => {
  const owner = someActor();
  const receiver = receiverOf(owner);
  const [integration] = receiver.integrations;
  const day = (date: number) => new Date(Date.UTC(2020, 0, date));
  const of = (status: 'delivered' | 'dead' | 'pending', finishedAt?: Date) => deliveryOf(integration!, { status, createdAt: day(1), nextAttemptAt: day(1), ...(finishedAt && { finishedAt }) });
  const kept = [of('delivered', day(4)), of('dead', day(3)), of('pending')];
  await work.run(owner, async ({ receivers, deliveries }) => {
    await receivers.add(receiver);
    await deliveries.addNew([of('delivered', day(2)), of('dead', day(1)), ...kept]);
  });
  expect(await watch.prune({ done: day(3), dead: day(2) }, 100)).toBeGreaterThanOrEqual(2);
  const { items } = await work.read(owner, ({ deliveries }) => deliveries.list({}, { limit: 10 }));
  expect(items.map(({ id }) => id).sort()).toEqual(kept.map(({ id }) => id).sort());
});
