import { alertingInMemory } from '../fakes/alerting-in-memory.ts';
import { after, firingAlert, noon, ruleSettings, signalInput, someAlertId } from '../fakes/samples.ts';
import type { AlertRepository } from '../ports/alert-repository.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import { Placement } from './placement.ts';
import { receiveSignals } from './receive-signals.ts';
import { RuleCache } from './rule-cache.ts';

const unrouted = new Placement({ routing: { planOf: () => Promise.resolve(undefined) }, clock: { now: () => noon }, ids: { next: someAlertId } });

const firing = (seconds = 0) => signalInput({ endsAt: after(seconds + 240) });
const ended = (seconds: number) => signalInput({ endsAt: after(seconds) });

describe('receiveSignals', () => {
  test('believes a source that promises nothing for as long as the routing configuration says', async () => {
    const { ana, receiveSignals, alerts, work } = alertingInMemory();
    const settings = { resolveTimeoutMs: 60_000, route: { receiver: 'ops' }, timeIntervals: [], inhibitRules: [] };
    await receiveSignals(ana, [signalInput({ labels: { alertname: 'Before' }, endsAt: undefined })]);
    await work.run(ana, ({ routing }) => routing.add({ version: 1, settings, note: null, restoredFrom: null, createdAt: noon, createdBy: 'ana' }));
    await receiveSignals(ana, [signalInput({ labels: { alertname: 'After' }, endsAt: undefined }), signalInput({ labels: { alertname: 'Promised' }, endsAt: after(240) })]);
    expect((await alerts()).map(({ name, expiresAt }) => [name, expiresAt])).toEqual(expect.arrayContaining([['Before', after(300)], ['After', after(60)], ['Promised', after(240)]]));
  });

  test('opens a firing alert, records it, tells others and sets the timer of its expiry', async () => {
    const { ana, receiveSignals, alerts, work } = alertingInMemory();
    const [outcome] = await receiveSignals(ana, [firing()]);
    const [alert] = await alerts();
    expect(outcome).toEqual({ kind: 'opened', alertId: alert!.id });
    expect(alert).toMatchObject({ status: 'firing', name: 'HighLatency' });
    const facts = {
      alert_id: alert!.id, fingerprint: 'c75f68922c9ebc87', name: 'HighLatency', severity: 'critical', status: 'firing', rule_id: null,
      labels: { alertname: 'HighLatency', service: 'checkout', severity: 'critical' }, annotations: { summary: 'checkout is slow' }, starts_at: noon.toISOString(),
    };
    expect(work.events).toEqual([
      { type: 'alerting.alert.fired', aggregateId: alert!.id, data: facts },
      { type: 'alerting.alert.expiry_due', aggregateId: alert!.id, availableAt: after(240), data: { alert_id: alert!.id } },
    ]);
    expect(work.entries).toEqual([{ action: 'alerting.alert.fired', entityType: 'alert', entityId: alert!.id, after: facts, tenantId: ana.tenantId }]);
  });

  test('a repeat is remembered, but neither recorded nor told', async () => {
    const { ana, at, receiveSignals, alerts, work } = alertingInMemory();
    await receiveSignals(ana, [firing()]);
    at(60);
    expect(await receiveSignals(ana, [firing(60)])).toMatchObject([{ kind: 'refreshed' }]);
    expect(await alerts()).toMatchObject([{ occurrences: 2, lastReceivedAt: after(60), expiresAt: after(300), version: 1 }]);
    expect([work.events.length, work.entries.length]).toEqual([2, 1]);
  });

  test('an end resolves the alert and names who delivered it', async () => {
    const { ana, at, receiveSignals, alerts, work, told } = alertingInMemory();
    await receiveSignals(ana, [firing()]);
    at(61);
    expect(await receiveSignals(ana, [ended(60)])).toMatchObject([{ kind: 'resolved' }]);
    expect(await alerts()).toMatchObject([{ status: 'resolved', endsAt: after(60), resolvedAt: after(61), resolvedBy: 'ana', resolution: 'source' }]);
    expect(told().at(-1)).toBe('alerting.alert.resolved');
    expect(work.entries.at(-1)).toMatchObject({ action: 'alerting.alert.resolved', before: { status: 'firing' }, after: { status: 'resolved', resolution: 'source' } });
  });

  test('an alert that fires and ends within one batch is stored once, with both changes told', async () => {
    const { ana, at, receiveSignals, alerts, told, audited } = alertingInMemory();
    at(61);
    expect(await receiveSignals(ana, [firing(61), ended(60), firing(61)])).toMatchObject([{ kind: 'opened' }, { kind: 'resolved' }, { kind: 'ignored', reason: 'episode_over' }]);
    expect(await alerts()).toMatchObject([{ status: 'resolved' }]);
    expect(told()).toEqual(['alerting.alert.fired', 'alerting.alert.expiry_due', 'alerting.alert.resolved']);
    expect(audited()).toEqual(['alerting.alert.fired', 'alerting.alert.resolved']);
  });

  test('two episodes of one label set within one batch are two alerts', async () => {
    const { ana, at, receiveSignals, alerts } = alertingInMemory();
    at(100);
    const again = signalInput({ startsAt: after(90), endsAt: after(300) });
    expect(await receiveSignals(ana, [firing(100), ended(60), again, firing(100)])).toMatchObject([{ kind: 'opened' }, { kind: 'resolved' }, { kind: 'opened' }, { kind: 'refreshed' }]);
    expect((await alerts()).map(({ status, startsAt }) => [status, startsAt]).sort()).toEqual([['firing', after(90)], ['resolved', noon]]);
  });

  test('a signal that makes no sense is named and does not keep the others out', async () => {
    const { ana, receiveSignals, alerts } = alertingInMemory();
    const outcomes = await receiveSignals(ana, [signalInput({ labels: { 'bad-name': 'x' } }), firing(), signalInput({ startsAt: after(9), endsAt: after(8) })]);
    expect(outcomes).toMatchObject([
      { kind: 'invalid', details: [{ field: '/labels' }] },
      { kind: 'opened' },
      { kind: 'invalid', details: [{ field: '/endsAt', reason: 'is before the start' }] },
    ]);
    expect(await alerts()).toHaveLength(1);
  });

  test('more signals than one transaction takes are answered in their order', async () => {
    const { ana, receiveSignals, alerts } = alertingInMemory();
    const many = Array.from({ length: 1201 }, (_, pod) => signalInput({ labels: { pod: String(pod % 1200) } }));
    const outcomes = await receiveSignals(ana, many);
    expect(outcomes.map(({ kind }) => kind)).toEqual([...Array<string>(1200).fill('opened'), 'refreshed']);
    expect(await alerts()).toHaveLength(500);
  });

  test('nothing at all is fine', async () => {
    const { ana, receiveSignals } = alertingInMemory();
    expect(await receiveSignals(ana, [])).toEqual([]);
  });

  test('who loses the race for a label set refreshes the alert of the winner', async () => {
    const { ana, work, alerts, told } = alertingInMemory();
    const winner = firingAlert();
    let raced = false;
    // Somebody else's alert appears between our reading and our writing.
    const overtaken = ({ add, ...others }: AlertRepository): AlertRepository => ({
      ...others,
      add: async (ours) => {
        if (!raced) await add([winner]);
        raced = true;
        return add(ours);
      },
    });
    const racing: AlertingUnitOfWork = {
      read: (actor, job) => work.read(actor, job),
      run: (actor, job) => work.run(actor, (scope) => job({ ...scope, alerts: overtaken(scope.alerts) })),
    };
    const clock = { now: () => noon };
    const receive = receiveSignals({ work: racing, clock, ids: { next: someAlertId }, ruleCache: new RuleCache(clock), placement: unrouted });
    expect(await receive(ana, [firing()])).toEqual([{ kind: 'refreshed', alertId: winner.id }]);
    expect(await alerts()).toMatchObject([{ id: winner.id, occurrences: 2 }]);
    expect(told()).toEqual([]);
  });

  test('gives up, to be asked again, when the store keeps refusing without showing why', async () => {
    const { ana, work, alerts } = alertingInMemory();
    const refusing: AlertingUnitOfWork = {
      read: (actor, job) => work.read(actor, job),
      run: (actor, job) => work.run(actor, (scope) => job({ ...scope, alerts: { ...scope.alerts, add: async () => new Set() } })),
    };
    const clock = { now: () => noon };
    const receive = receiveSignals({ work: refusing, clock, ids: { next: someAlertId }, ruleCache: new RuleCache(clock), placement: unrouted });
    await expect(receive(ana, [firing()])).rejects.toMatchObject({ code: 'unavailable' });
    expect(await alerts()).toEqual([]);
  });

  test('rules decide severity, labels and patience; a changed rule counts at once in this process', async () => {
    const { ana, receiveSignals, createAlertRule, updateAlertRule, alerts, told } = alertingInMemory();
    await receiveSignals(ana, [signalInput({ labels: { pod: '0' } })]);
    const rule = await createAlertRule(ana, ruleSettings({ forSeconds: 60, severity: 'info', labels: { team: 'payments' } }));
    await receiveSignals(ana, [signalInput({ labels: { pod: '1' } })]);
    await updateAlertRule(ana, rule.id, ruleSettings({ enabled: false }), 1);
    await receiveSignals(ana, [signalInput({ labels: { pod: '2' } })]);
    expect((await alerts()).map(({ labels, status, severity, ruleId }) => [labels['pod'], status, severity, labels['team'], ruleId]).sort()).toEqual([
      ['0', 'firing', 'critical', undefined, null],
      ['1', 'pending', 'info', 'payments', rule.id],
      ['2', 'firing', 'critical', undefined, null],
    ]);
    expect(told().filter((type) => type !== 'alerting.alert.expiry_due')).toEqual([
      'alerting.alert.fired', 'alerting.alert.opened', 'alerting.alert.pending_elapsed', 'alerting.alert.fired',
    ]);
  });
});
