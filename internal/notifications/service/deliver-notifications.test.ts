import type { ChannelAnswer } from '../ports/channel.ts';
import { notificationBench } from '../fakes/notification-bench.ts';
import { deleteReceiver } from './manage-receivers.ts';

const failing = async (): Promise<ChannelAnswer> => ({ outcome: 'failed', code: '503', error: 'the provider answered 503', response: 'busy' });
const delivered = async (): Promise<ChannelAnswer> => ({ outcome: 'delivered', code: '200' });

describe('a notification', () => {
  test('reaches its integration once, however often it is told, and says so', async () => {
    const { receiver, happen, again, turn, channel, list, ended } = notificationBench();
    const ops = await receiver('ops', { secrets: { signing_secret: 'shh' } });
    await happen(ops, 'n1');
    await again('n1');
    await turn();
    await turn();
    expect(channel.sent).toMatchObject([{ settings: { url: 'https://ops.example/', max_alerts: 0 }, secrets: { signing_secret: 'shh' }, data: { commonLabels: { alertname: 'n1' } } }]);
    expect(await list()).toMatchObject([{ id: channel.sent[0]!.deliveryId, status: 'delivered', attempts: 1, code: '200', providerId: 'p1', receiver: 'ops', kind: 'webhook' }]);
    expect(ended()).toEqual(['succeeded n1']);
  });

  test('that failed is tried again with the same id, later each time, and every attempt is on record', async () => {
    const { receiver, happen, turn, channel, list, later, work, owner } = notificationBench();
    await happen(await receiver('ops'), 'n1');
    channel.answer = failing;
    await turn();
    await turn();
    expect(channel.sent).toHaveLength(1);
    later(1_000);
    await turn();
    later(1_999);
    await turn();
    expect(channel.sent).toHaveLength(2);
    channel.answer = delivered;
    later(1);
    await turn();
    expect(new Set(channel.sent.map(({ deliveryId }) => deliveryId)).size).toBe(1);
    const [delivery] = await list();
    const attempts = await work.read(owner, ({ deliveries }) => deliveries.attemptsOf(delivery!.id, { limit: 10 }));
    expect(attempts.items).toMatchObject([{ number: 3, outcome: 'delivered', code: '200' }, { number: 2, outcome: 'failed', code: '503', error: 'the provider answered 503', response: 'busy' }, { number: 1 }]);
  });

  test('waits as long as the provider asks for', async () => {
    const { receiver, happen, turn, channel, list, clock } = notificationBench();
    await happen(await receiver('ops'), 'n1');
    channel.answer = async () => ({ outcome: 'failed', code: '429', error: 'slow down', retryAfterMs: 90_000 });
    await turn();
    expect((await list())[0]!.nextAttemptAt.getTime() - clock.now().getTime()).toBe(90_000);
  });

  test('that is refused is dead at once; one that fails fifteen times is dead then: on record, told, and not tried again', async () => {
    const { receiver, happen, turn, channel, list, later, ended, work } = notificationBench();
    const ops = await receiver('ops');
    await happen(ops, 'n1');
    channel.answer = async () => ({ outcome: 'refused', code: '404', error: 'the provider answered 404' });
    await turn();
    expect(ended()).toEqual(['dead n1']);
    await happen(ops, 'n2');
    channel.answer = failing;
    for (let n = 0; n < 60; n += 1) {
      await turn();
      later(600_000);
    }
    expect(await list({ status: 'dead' })).toMatchObject([{ subjectId: 'n2', attempts: 15 }, { subjectId: 'n1', attempts: 1, code: '404' }]);
    expect(channel.sent).toHaveLength(16);
    expect(work.entries.filter(({ action }) => action === 'notifications.delivery.dead')).toHaveLength(2);
  });

  test('to an integration that is gone is dead, whether it was waiting or comes later', async () => {
    const { receiver, happen, turn, list, deps, owner, ended } = notificationBench();
    const ops = await receiver('ops');
    await happen(ops, 'n1');
    await deleteReceiver({ ...deps, references: { names: async () => false } })(owner, ops.id, 1);
    await happen(ops, 'n2');
    await turn();
    expect((await list()).map(({ status, code }) => [status, code])).toEqual([['dead', 'integration_removed'], ['dead', 'integration_removed']]);
    expect(ended().sort()).toEqual(['dead n1', 'dead n2']);
  });

  test('whose secret is not there any more is dead and says which', async () => {
    const { receiver, happen, turn, list, tenantSecrets } = notificationBench();
    tenantSecrets['pager'] = 't0k3n';
    const ops = await receiver('ops', { secrets: { token: { fromSecret: 'pager' } } });
    delete tenantSecrets['pager'];
    await happen(ops, 'n1');
    await turn();
    expect(await list()).toMatchObject([{ status: 'dead', code: 'secret_missing', error: expect.stringContaining('secrets/token') as string }]);
  });
});

describe('something newer of the same group', () => {
  test('takes the place of what waits', async () => {
    const { receiver, happen, turn, channel, list, later } = notificationBench();
    const ops = await receiver('ops');
    channel.answer = failing;
    await happen(ops, 'old', 'g');
    await turn();
    later(500);
    await happen(ops, 'new', 'g');
    channel.answer = delivered;
    later(10_000);
    await turn();
    expect((await list()).map(({ subjectId, status }) => [subjectId, status])).toEqual([['new', 'delivered'], ['old', 'superseded']]);
  });

  test('also when alerting says so, and never what is newer', async () => {
    const { receiver, happen, supersede, again, turn, channel, list, later } = notificationBench();
    const ops = await receiver('ops');
    await happen(ops, 'old', 'g');
    await supersede('old');
    later(1);
    await happen(ops, 'new', 'g');
    await again('old');
    await turn();
    expect(channel.sent.map(({ data }) => data.commonLabels['alertname'])).toEqual(['new']);
    expect(await list({ status: 'superseded' })).toHaveLength(1);
  });

  test('waits while the older one is under way', async () => {
    const { receiver, happen, turn, channel, lanes, later } = notificationBench();
    const ops = await receiver('ops');
    let release: (answer: ChannelAnswer) => void = () => undefined;
    channel.answer = () => new Promise((resolve) => { release = resolve; });
    await happen(ops, 'old', 'g');
    await lanes.dispatch();
    await new Promise((resolve) => setImmediate(resolve));
    later(1);
    await happen(ops, 'new', 'g');
    await lanes.dispatch();
    expect(channel.sent).toHaveLength(1);
    channel.answer = delivered;
    release({ outcome: 'delivered', code: '200' });
    await turn();
    expect(channel.sent.map(({ data }) => data.commonLabels['alertname'])).toEqual(['old', 'new']);
  });

  test('leaves what has arrived as it is: the record tells what happened', async () => {
    const { receiver, happen, supersede, turn, channel, lanes, list, ended } = notificationBench();
    let release: (answer: ChannelAnswer) => void = () => undefined;
    channel.answer = () => new Promise((resolve) => { release = resolve; });
    await happen(await receiver('ops'), 'old', 'g');
    await lanes.dispatch();
    await new Promise((resolve) => setImmediate(resolve));
    await supersede('old');
    release({ outcome: 'delivered', code: '200' });
    await turn();
    expect([await list(), ended()]).toMatchObject([[{ status: 'delivered' }], ['succeeded old']]);
  });
});

describe('a channel that does not answer', () => {
  test('delays no other', async () => {
    const { receiver, happen, channel, lanes } = notificationBench();
    const [dead, alive] = [await receiver('dead'), await receiver('alive')];
    let release: (answer: ChannelAnswer) => void = () => undefined;
    channel.answer = (_message, { settings }) => ((settings['url'] as string).includes('dead') ? new Promise((resolve) => { release = resolve; }) : delivered());
    for (const id of ['n1', 'n2', 'n3']) {
      await happen(dead, `dead ${id}`, 'same group');
      await happen(alive, `alive ${id}`);
      await lanes.dispatch();
      for (let n = 0; n < 20; n += 1) await new Promise((resolve) => setImmediate(resolve));
    }
    const told = (name: string) => channel.sent.filter(({ settings }) => (settings['url'] as string).includes(name)).length;
    expect([told('dead'), told('alive')]).toEqual([1, 3]);
    release({ outcome: 'delivered', code: '200' });
    channel.answer = delivered;
    await lanes.idle();
  });

  test('is left alone after five failures in a row, then gets one message, and all when that arrives', async () => {
    const { receiver, happen, turn, channel, later, work, owner } = notificationBench();
    const ops = await receiver('ops');
    for (let n = 0; n < 12; n += 1) await happen(ops, `n${n}`);
    channel.answer = failing;
    await turn();
    expect(channel.sent).toHaveLength(8);
    later(14_999);
    await turn();
    expect(channel.sent).toHaveLength(8);
    const { integrations: [integration] } = await work.read(owner, ({ receivers }) => receivers.get(ops.id));
    expect(integration).toMatchObject({ consecutiveFailures: 8 });
    later(120_001);
    channel.answer = delivered;
    await turn();
    await turn();
    expect(channel.sent).toHaveLength(20);
  });

  test('is not blamed for what it refuses: a wrong message says nothing about others', async () => {
    const { receiver, happen, turn, channel, work, owner } = notificationBench();
    const ops = await receiver('ops');
    channel.answer = async () => ({ outcome: 'refused', code: '400', error: 'no' });
    for (let n = 0; n < 6; n += 1) await happen(ops, `n${n}`);
    await turn();
    expect((await work.read(owner, ({ receivers }) => receivers.get(ops.id))).integrations).toMatchObject([{ consecutiveFailures: 0 }]);
  });
});

describe('an integration with a rate', () => {
  test('sends so many a minute and one message for all that were over, which says what was held back', async () => {
    const { receiver, happen, turn, channel, list, ended } = notificationBench();
    const ops = await receiver('ops', { ratePerMinute: 3 });
    for (let n = 0; n < 10; n += 1) await happen(ops, `n${n}`);
    await turn();
    expect(channel.sent).toHaveLength(3);
    const summary = channel.sent.find(({ data }) => data.heldBack);
    expect(summary?.data).toMatchObject({ heldBack: { messages: 8, ratePerMinute: 3 }, commonLabels: { team: 'ops' }, status: 'firing' });
    expect(summary?.data.alerts).toHaveLength(8);
    expect(ended()).toHaveLength(10);
    const bundled = await list({ status: 'bundled' });
    expect(bundled).toHaveLength(8);
    expect(bundled.every(({ heldBack, bundleId }) => heldBack && bundleId === summary?.deliveryId)).toBe(true);
  });

  test('holds the next ones until a minute is over', async () => {
    const { receiver, happen, turn, channel, later, list } = notificationBench();
    const ops = await receiver('ops', { ratePerMinute: 2 });
    for (const id of ['a', 'b']) await happen(ops, id);
    await turn();
    for (const id of ['c', 'd', 'e']) await happen(ops, id);
    await turn();
    expect(channel.sent).toHaveLength(2);
    later(59_999);
    await turn();
    expect(channel.sent).toHaveLength(2);
    later(1);
    await turn();
    expect(channel.sent.slice(2).map(({ data }) => data.heldBack?.messages)).toEqual([undefined, 2]);
    expect((await list()).filter(({ status }) => status === 'pending')).toEqual([]);
  });

  test('tries the summary again as any message, and when it dies all of it is dead', async () => {
    const { receiver, happen, turn, channel, later, ended, list } = notificationBench();
    const ops = await receiver('ops', { ratePerMinute: 1 });
    channel.answer = failing;
    for (const id of ['a', 'b']) await happen(ops, id);
    await turn();
    later(60_000);
    channel.answer = async () => ({ outcome: 'refused', code: '400', error: 'no' });
    await turn();
    expect(channel.sent.map(({ deliveryId }) => deliveryId)).toEqual([channel.sent[0]!.deliveryId, channel.sent[0]!.deliveryId]);
    expect(ended()).toEqual(['dead a', 'dead b']);
    expect(await list({ status: 'dead' })).toMatchObject([{ purpose: 'bundle', attempts: 2 }]);
  });
});
