import { useTestPool, useTransactions, uuidGenerator } from '#test/support';
import { AppError } from '#pkg/apperror';
import { compileRoute } from '#pkg/alertmanager';
import { compileRoutingPlan } from '../domain/compile-routing-plan.ts';
import { after, noon, signalInput, someone } from '../fakes/samples.ts';
import { alertGroupsContract } from '../ports/alert-groups.contract.ts';
import { flushGroup } from '../service/flush-group.ts';
import { Placement } from '../service/placement.ts';
import { receiveSignals } from '../service/receive-signals.ts';
import { RuleCache } from '../service/rule-cache.ts';
import { notificationDelivered } from '../service/settle-notification.ts';
import { postgresAlerting } from './postgres-alerting.ts';
import { postgresNotificationRetention } from './postgres-notification-retention.ts';

const transactions = useTransactions({ max: 10 });
const work = postgresAlerting(transactions);
const admin = useTestPool('admin', 1);

alertGroupsContract('PostgresAlerting', () => work);

const plan = compileRoutingPlan({
  version: 1, inhibitRules: [], timeIntervals: new Map(),
  root: compileRoute({ receiver: 'team', groupBy: ['shard'], groupWaitMs: 0, groupIntervalMs: 1000, repeatIntervalMs: 3_600_000 }),
});

/** Placement and flushes on PostgreSQL, with a clock that is set by hand. */
function setup() {
  let now = noon;
  const clock = { now: () => now };
  const routing = { planOf: () => Promise.resolve(plan) };
  const deps = { work, clock, ids: uuidGenerator, ruleCache: new RuleCache(clock), placement: new Placement({ routing, clock, ids: uuidGenerator }), routing };
  const receivers = { list: () => Promise.resolve([{ name: 'team', integrations: [{ id: 'hook', kind: 'webhook', sendResolved: true }] }]) };
  const ana = someone();
  return { ana, at: (seconds: number) => void (now = after(seconds)), receive: receiveSignals(deps), flush: flushGroup({ ...deps, receivers, stages: [], publicUrl: 'https://o.example' }), delivered: notificationDelivered(deps) };
}

const LOCK_TIMEOUT = '55P03';
async function insisting<Result>(act: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof AppError && (error.cause as { code?: string } | undefined)?.code === LOCK_TIMEOUT)) throw error;
    }
  }
}

test('signals, ends, flushes and deliveries that race neither lose an alert, nor wait in a circle, nor leave a group behind', async () => {
  const { ana, at, receive, flush, delivered } = setup();
  const inputs = (seed: number, over: boolean) => Array.from({ length: 40 }, (_, place) => {
    const pod = (seed * 7919 + place * 104_729) % 120;
    return signalInput({ labels: { pod: String(pod), shard: String(pod % 7) }, startsAt: after(seed), endsAt: over ? after(seed) : after(10_000) });
  });
  const groupIds = async () => (await work.read(ana, ({ alertGroups }) => alertGroups.all())).map(({ group }) => group);
  const deliverAll = async () => {
    for (const { id } of await groupIds()) {
      for (const notification of await work.read(ana, ({ notifications }) => notifications.underWay(id))) await insisting(() => delivered(ana, notification.id, after(1)));
    }
  };
  let clock = 0;
  const senders = Array.from({ length: 4 }, async (_, racer) => {
    for (let turn = 0; turn < 12; turn += 1) {
      at((clock += 1));
      await insisting(() => receive(ana, inputs(clock, (turn + racer) % 3 === 2)));
    }
  });
  const flushers = Array.from({ length: 2 }, async () => {
    for (let turn = 0; turn < 12; turn += 1) {
      for (const { id, nextFlushAt } of await groupIds()) await insisting(() => flush(ana, id, nextFlushAt));
      await deliverAll();
    }
  });
  await Promise.all([...senders, ...flushers]);

  const { rows: [{ lost } = { lost: -1 }] } = await admin.query<{ lost: number }>(
    `SELECT count(*)::integer AS lost FROM alerting.alerts a WHERE tenant_id = $1 AND status <> 'resolved' AND NOT EXISTS (
       SELECT FROM alerting.alert_group_members m JOIN alerting.alert_groups g ON g.tenant_id = m.tenant_id AND g.id = m.group_id
       WHERE m.tenant_id = a.tenant_id AND m.alert_id = a.id AND g.labels ->> 'shard' = a.labels ->> 'shard')`,
    [ana.tenantId],
  );
  expect(lost).toBe(0);

  // When everything is over, and told, nothing remains.
  const open = (await work.read(ana, ({ alerts }) => alerts.list({ statuses: ['firing'] }, { limit: 500 }))).items;
  at(1000);
  await receive(ana, open.map(({ labels, startsAt }) => signalInput({ labels, startsAt, endsAt: after(1000) })));
  for (let turn = 0; turn < 3; turn += 1) {
    at(2000 + turn * 10);
    for (const { id, nextFlushAt } of await groupIds()) await flush(ana, id, nextFlushAt);
    await deliverAll();
  }
  const { rows } = await admin.query<{ groups: number; members: number }>(
    'SELECT (SELECT count(*) FROM alerting.alert_groups WHERE tenant_id = $1)::integer AS groups, (SELECT count(*) FROM alerting.alert_group_members WHERE tenant_id = $1)::integer AS members',
    [ana.tenantId],
  );
  expect(rows).toEqual([{ groups: 0, members: 0 }]);
}, 60_000);

test('what is old goes, for all tenants: but not the log of a group that lives', async () => {
  const { ana, receive } = setup();
  await receive(ana, [signalInput({ labels: { shard: '1' } })]);
  const [one] = await work.read(ana, ({ alertGroups }) => alertGroups.all());
  if (!one) throw new Error('the alert is in no group');
  const { group } = one;
  const entry = { groupKey: group.key, receiver: group.receiver, integrationId: 'hook', notifiedAt: noon, firing: [], resolved: [], expiresAt: after(1) };
  await work.run(ana, ({ notifications }) => notifications.record([entry, { ...entry, groupKey: 'gone' }]));
  const retention = postgresNotificationRetention(transactions);
  while ((await retention.forget({ logUntil: after(2), notificationsUntil: after(-1_000_000) })) > 0);
  expect((await work.read(ana, ({ notifications }) => notifications.log(group, noon))).size).toBe(1);
  expect((await work.read(ana, ({ notifications }) => notifications.log({ ...group, key: 'gone' }, noon))).size).toBe(0);
});
