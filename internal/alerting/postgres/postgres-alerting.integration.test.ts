import { useTestPool, useTransactions, uuidGenerator } from '#test/support';
import { AppError } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import { after, firingAlert, noon, ruleSettings, signalInput, someone } from '../fakes/samples.ts';
import { alertingContract } from '../ports/alerting.contract.ts';
import { routingConfigsContract } from '../ports/routing-configs.contract.ts';
import { ruleGroupsContract } from '../ports/rule-groups.contract.ts';
import { quietTimesContract } from '../ports/quiet-times.contract.ts';
import { silencesContract } from '../ports/silences.contract.ts';
import { acknowledgeAlert } from '../service/acknowledge-alert.ts';
import { createAlertRule } from '../service/create-alert-rule.ts';
import { expireAlert } from '../service/expire-alert.ts';
import { firePendingAlert } from '../service/fire-pending-alert.ts';
import { listAlerts } from '../service/list-alerts.ts';
import { Placement } from '../service/placement.ts';
import { receiveSignals, type ReceiveSignals } from '../service/receive-signals.ts';
import { RuleCache } from '../service/rule-cache.ts';
import { postgresAlerting } from './postgres-alerting.ts';
import { postgresRuleAlertWatch } from './postgres-rule-alert-watch.ts';

const transactions = useTransactions({ max: 10 });
const work = postgresAlerting(transactions);
const admin = useTestPool('admin', 1);

alertingContract('PostgresAlerting', () => work);
ruleGroupsContract('PostgresAlerting', () => work);
routingConfigsContract('PostgresAlerting', () => work);
quietTimesContract('PostgresAlerting', () => work);
silencesContract('PostgresAlerting', () => work);

test('tenants are found whose alerts of rules have expired', async () => {
  const watch = postgresRuleAlertWatch(transactions);
  const [ofRule, ofOther] = [someone(), someone()];
  // Long ago, so that what other tests leave behind has not expired by then.
  const [begin, end] = [new Date('2001-01-01T00:00:00Z'), new Date('2001-01-01T00:04:00Z')];
  const input = { startsAt: begin, endsAt: end };
  await work.run(ofRule, ({ alerts }) => alerts.add([firingAlert({ ...input, source: 'rule' }, begin)]));
  await work.run(ofOther, ({ alerts }) => alerts.add([firingAlert(input, begin)]));
  expect(await watch.tenantsWithExpired(end, 10)).toEqual([ofRule.tenantId]);
  expect(await watch.tenantsWithExpired(new Date(end.getTime() - 1), 10)).toEqual([]);
});

/** The use cases on PostgreSQL, with a clock that is set by hand. */
function setup() {
  let now = noon;
  const clock = { now: () => now };
  const placement = new Placement({ routing: { planOf: () => Promise.resolve(undefined) }, clock, ids: uuidGenerator });
  const deps = { work, clock, ids: uuidGenerator, ruleCache: new RuleCache(clock), placement };
  const [ana, list] = [someone(), listAlerts(deps)];
  return {
    ana,
    at: (seconds: number) => void (now = after(seconds)),
    // On a busy machine a racer may have to come again, as a source would.
    receive: insisting(receiveSignals(deps)),
    acknowledge: acknowledgeAlert(deps),
    createRule: createAlertRule(deps),
    firePending: firePendingAlert(deps),
    expire: expireAlert(deps),
    alerts: async (actor: Actor = ana) => (await list(actor, {}, { limit: 500 })).items,
  };
}

const LOCK_TIMEOUT = '55P03';
const insisting = (receive: ReceiveSignals): ReceiveSignals => async (actor, signals) => {
  for (;;) {
    try {
      return await receive(actor, signals);
    } catch (error) {
      if (!(error instanceof AppError && (error.cause as { code?: string } | undefined)?.code === LOCK_TIMEOUT)) throw error;
    }
  }
};

const eventsOf = async ({ tenantId }: Actor) =>
  (await admin.query<{ type: string; available_at: Date }>('SELECT type, available_at FROM platform.outbox WHERE tenant_id = $1 ORDER BY seq', [tenantId])).rows;
const auditedOf = async ({ tenantId }: Actor) =>
  (await admin.query<{ action: string }>('SELECT action FROM audit.audit_log WHERE tenant_id = $1 ORDER BY seq', [tenantId])).rows.map(({ action }) => action);

describe('alerting on PostgreSQL', () => {
  test('ten racers for each of a hundred label sets make a hundred alerts, each told once', async () => {
    const { ana, receive, alerts } = setup();
    const wave = (racer: number) => Array.from({ length: 100 }, (_, pod) => signalInput({ labels: { pod: String((pod * 7 + racer) % 100) } }));
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, racer) => receive(ana, wave(racer))));
    expect(outcomes.flat().filter(({ kind }) => kind === 'opened')).toHaveLength(100);

    const stored = await alerts();
    expect(stored).toHaveLength(100);
    expect(stored.map(({ occurrences }) => occurrences)).toEqual(stored.map(() => 10));
    expect((await eventsOf(ana)).filter(({ type }) => type === 'alerting.alert.fired')).toHaveLength(100);
    expect(await auditedOf(ana)).toHaveLength(100);
  });

  test('first signals and ends of the same episodes that race end without a second episode', async () => {
    const { ana, at, receive, alerts } = setup();
    at(61);
    const pods = Array.from({ length: 20 }, (_, pod) => ({ pod: String(pod) }));
    const firing = pods.map((labels) => signalInput({ labels, endsAt: after(300) }));
    const ended = pods.map((labels) => signalInput({ labels, endsAt: after(60) }));
    await Promise.all([firing, ended, firing, ended].map((signals) => receive(ana, signals)));
    expect((await alerts()).map(({ status }) => status)).toEqual(pods.map(() => 'resolved'));
  });

  test('whatever races, episodes of a label set neither overlap nor wait for each other', async () => {
    const { ana, at, receive } = setup();
    at(1000);
    // Beginnings and ends within two seconds, about few label sets, in batches of another order each.
    const batch = (seed: number) =>
      Array.from({ length: 30 }, (_, place) => {
        const chance = (seed * 7919 + place * 104_729) % 1_000;
        const startsAt = after(998 + (chance % 200) / 100);
        return signalInput({ labels: { pod: String(chance % 23) }, startsAt, endsAt: chance % 5 < 2 ? after(1000) : after(1240) });
      });
    const racers = Array.from({ length: 8 }, async (_, racer) => {
      for (let turn = 0; turn < 12; turn += 1) await receive(ana, batch(racer * 100 + turn));
    });
    await Promise.all(racers);

    const overlaps = await admin.query(
      `SELECT FROM alerting.alerts a JOIN alerting.alerts b USING (tenant_id, fingerprint)
       WHERE tenant_id = $1 AND a.starts_at < b.starts_at AND coalesce(a.ends_at, 'infinity') >= b.starts_at`,
      [ana.tenantId],
    );
    expect(overlaps.rowCount).toBe(0);
  });

  test('the same signals of another tenant make other alerts', async () => {
    const { ana, receive, alerts } = setup();
    const ben = someone();
    await receive(ana, [signalInput()]);
    await receive(ben, [signalInput()]);
    const [[own], [other]] = [await alerts(), await alerts(ben)];
    expect(own?.fingerprint).toBe(other?.fingerprint);
    expect(own?.id).not.toBe(other?.id);
  });

  test('signals out of order do not go back in time', async () => {
    const { ana, at, receive, alerts } = setup();
    const [first, repeat, end] = [signalInput(), signalInput({ endsAt: after(300) }), signalInput({ endsAt: after(60) })];
    at(61);
    expect(await receive(ana, [end])).toMatchObject([{ kind: 'resolved' }]);
    expect(await receive(ana, [repeat, first])).toEqual([{ kind: 'ignored', reason: 'episode_over' }, { kind: 'ignored', reason: 'episode_over' }]);
    expect(await alerts()).toMatchObject([{ status: 'resolved', startsAt: noon, endsAt: after(60), firedAt: null }]);
    expect((await eventsOf(ana)).map(({ type }) => type)).toEqual(['alerting.alert.resolved']);
  });

  test('a pending alert fires and expires by timers that the outbox keeps', async () => {
    const { ana, at, receive, createRule, firePending, expire, alerts } = setup();
    await createRule(ana, ruleSettings({ forSeconds: 60 }));
    await receive(ana, [signalInput()]);
    const [pending] = await alerts();
    expect(await eventsOf(ana)).toMatchObject([
      { type: 'alerting.alert.opened' },
      { type: 'alerting.alert.pending_elapsed', available_at: after(60) },
      { type: 'alerting.alert.expiry_due', available_at: after(240) },
    ]);
    at(60);
    await firePending(ana, pending!.id);
    expect(await alerts()).toMatchObject([{ status: 'firing', firedAt: after(60) }]);
    at(240);
    await expire(ana, pending!.id);
    expect(await alerts()).toMatchObject([{ status: 'resolved', resolution: 'expiry' }]);
    expect(await auditedOf(ana)).toEqual(['alerting.alert_rule.created', 'alerting.alert.opened', 'alerting.alert.fired', 'alerting.alert.resolved']);
  });

  test('of an acknowledgement and a repeat at the same time none is lost', async () => {
    const { ana, receive, acknowledge, alerts } = setup();
    await receive(ana, [signalInput()]);
    const [alert] = await alerts();
    await Promise.all([acknowledge(ana, alert!.id), ...Array.from({ length: 10 }, () => receive(ana, [signalInput()]))]);
    expect(await alerts()).toMatchObject([{ status: 'acknowledged', acknowledgedBy: 'ana', occurrences: 11, version: 2 }]);
  });

  test('the list of open alerts can be read from its index in order', async () => {
    const { ana } = setup();
    // A small table is sorted in memory; what counts is that a large one need not be.
    await admin.query('SET enable_sort = off; SET enable_bitmapscan = off; SET enable_seqscan = off');
    const plan = await admin.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT * FROM alerting.alerts WHERE tenant_id = '${ana.tenantId}' AND status IN ('firing', 'pending') AND status <> 'resolved'
       AND (created_at, id) < ('${after(400).toISOString()}', '${ana.tenantId}') ORDER BY created_at DESC, id DESC LIMIT 51`,
    );
    const text = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toContain('Index Scan using alerts_newest_open');
    expect(text).not.toContain('Sort');
  });
});
