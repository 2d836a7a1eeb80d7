import type { NotificationDeliveryId } from '../domain/notification-delivery.ts';
import { notificationBench } from '../fakes/notification-bench.ts';
import { getNotification, listNotifications } from './read-notifications.ts';
import { replayDeadNotifications, replayNotification } from './replay-notifications.ts';

function setup() {
  const bench = notificationBench();
  return { ...bench, replay: replayNotification(bench.deps), replayAll: replayDeadNotifications(bench.deps), get: getNotification(bench.deps), find: listNotifications(bench.deps) };
}

describe('dead letters', () => {
  const dead = async () => {
    const bench = setup();
    const ops = await bench.receiver('ops');
    bench.channel.answer = async () => ({ outcome: 'refused', code: '403', error: 'the provider answered 403', response: 'bad token' });
    for (const id of ['a', 'b', 'c']) await bench.happen(ops, id);
    await bench.turn();
    bench.channel.answer = async () => ({ outcome: 'delivered', code: '200' });
    return bench;
  };

  test('are listed, and each says what the provider said', async () => {
    const { owner, find, get } = await dead();
    const { items } = await find(owner, { status: 'dead' }, { limit: 10 });
    expect(items).toHaveLength(3);
    expect(await get(owner, items[0]!.id)).toMatchObject({ delivery: { code: '403' }, attempts: [{ number: 1, outcome: 'refused', code: '403', response: 'bad token' }] });
    await expect(get(owner, 'nothing' as NotificationDeliveryId)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('are replayed one by one or all together, with the id that they had, and are on record', async () => {
    const { owner, find, replay, replayAll, turn, channel, work, ended, list } = await dead();
    const [first] = (await find(owner, { status: 'dead' }, { limit: 1 })).items;
    await replay(owner, first!.id);
    expect(await replayAll(owner, { receiver: 'ops' })).toBe(2);
    expect(await replayAll(owner, {})).toBe(0);
    await turn();
    expect(new Set(channel.sent.map(({ deliveryId }) => deliveryId)).size).toBe(3);
    expect((await list()).map(({ status, attempts }) => [status, attempts])).toEqual(Array.from({ length: 3 }, () => ['delivered', 1]));
    expect(ended().filter((each) => each.startsWith('succeeded'))).toHaveLength(3);
    expect(work.entries.filter(({ action }) => action === 'notifications.delivery.replayed')).toHaveLength(3);
  });
});

test('one that waits for its next attempt goes at once when asked to', async () => {
  const { receiver, happen, turn, channel, list, replay, owner } = setup();
  await happen(await receiver('ops'), 'a');
  channel.answer = async () => ({ outcome: 'failed', code: '500', error: 'no' });
  await turn();
  await replay(owner, (await list())[0]!.id);
  await turn();
  expect(channel.sent).toHaveLength(2);
});

test('one that was bundled is told by its bundle only', async () => {
  const { receiver, happen, turn, list, replay, owner } = setup();
  const ops = await receiver('ops', { ratePerMinute: 1 });
  for (const id of ['a', 'b']) await happen(ops, id);
  await turn();
  const [bundled] = await list({ status: 'bundled' });
  await expect(replay(owner, bundled!.id)).rejects.toMatchObject({ code: 'conflict' });
});
