import { randomUUID } from 'node:crypto';
import type { DomainEvent, JsonObject } from '#internal/kernel';
import { alertingInMemory } from '../fakes/alerting-in-memory.ts';
import { after, noon, ruleSettings, signalInput } from '../fakes/samples.ts';

type EventType = keyof ReturnType<typeof alertingInMemory>['handlers'];

async function withPendingAlert() {
  const alerting = alertingInMemory();
  await alerting.createAlertRule(alerting.ana, ruleSettings({ forSeconds: 60 }));
  await alerting.receiveSignals(alerting.ana, [signalInput()]);
  const [alert] = await alerting.alerts();
  const id = alert!.id;
  return {
    ...alerting,
    id,
    get: () => alerting.getAlert(alerting.ana, id),
    deliver(type: EventType, data: JsonObject = { alert_id: id }) {
      const event: DomainEvent = { id: randomUUID(), type, tenantId: alerting.ana.tenantId, aggregateId: id, occurredAt: noon, correlationId: alerting.ana.correlationId, data };
      return alerting.handlers[type](event);
    },
    timers: (type: EventType) => alerting.work.events.filter((event) => event.type === type).map(({ availableAt }) => availableAt),
  };
}

describe('the timer of a pending alert', () => {
  test('fires it when it has lasted long enough, once', async () => {
    const { at, deliver, get, told } = await withPendingAlert();
    at(60);
    await deliver('alerting.alert.pending_elapsed');
    await deliver('alerting.alert.pending_elapsed');
    expect(await get()).toMatchObject({ status: 'firing', firedAt: after(60), firesAt: null });
    expect(told().filter((type) => type === 'alerting.alert.fired')).toHaveLength(1);
  });

  test('that comes too early waits again', async () => {
    const { at, deliver, get, timers } = await withPendingAlert();
    at(59);
    await deliver('alerting.alert.pending_elapsed');
    expect(await get()).toMatchObject({ status: 'pending' });
    expect(timers('alerting.alert.pending_elapsed')).toEqual([after(60), after(60)]);
  });

  test('does nothing about an alert that is over: it never fired', async () => {
    const { ana, at, deliver, get, told, receiveSignals } = await withPendingAlert();
    at(40);
    await receiveSignals(ana, [signalInput({ endsAt: after(30) })]);
    at(60);
    await deliver('alerting.alert.pending_elapsed');
    expect(await get()).toMatchObject({ status: 'resolved', firedAt: null });
    expect(told()).not.toContain('alerting.alert.fired');
  });
});

describe('the timer of an expiry', () => {
  test('resolves an alert of which nothing was heard any more', async () => {
    const { at, deliver, get, told } = await withPendingAlert();
    at(240);
    await deliver('alerting.alert.expiry_due');
    await deliver('alerting.alert.expiry_due');
    expect(await get()).toMatchObject({ status: 'resolved', resolution: 'expiry', resolvedBy: 'system:alerting', endsAt: after(240) });
    expect(told().filter((type) => type === 'alerting.alert.resolved')).toHaveLength(1);
  });

  test('waits on when the source has promised more since', async () => {
    const { ana, at, deliver, get, timers, receiveSignals } = await withPendingAlert();
    at(30);
    await receiveSignals(ana, [signalInput({ endsAt: after(600) })]);
    at(240);
    await deliver('alerting.alert.expiry_due');
    expect(await get()).toMatchObject({ status: 'pending' });
    expect(timers('alerting.alert.expiry_due')).toEqual([after(240), after(600)]);
  });

  test('stops for an alert that its source will end', async () => {
    const { ana, at, deliver, get, timers, receiveSignals } = await withPendingAlert();
    await receiveSignals(ana, [signalInput({ ends: 'by_word', source: 'alertmanager' })]);
    at(240);
    await deliver('alerting.alert.expiry_due');
    expect((await get()).status).not.toBe('resolved');
    expect(timers('alerting.alert.expiry_due')).toHaveLength(1);
  });
});

describe('a remediation that did not help', () => {
  test('escalates the alert with its reason, once', async () => {
    const { id, at, deliver, get, told } = await withPendingAlert();
    at(60);
    await deliver('alerting.alert.pending_elapsed');
    at(90);
    await deliver('remediation.remediation.escalated', { alert_id: id, reason: 'ineffective' });
    await deliver('remediation.remediation.escalated', { alert_id: id, reason: 'ineffective' });
    expect(await get()).toMatchObject({ status: 'escalated', escalationReason: 'ineffective', escalatedAt: after(90) });
    expect(told().filter((type) => type === 'alerting.alert.escalated')).toHaveLength(1);
  });

  test('does nothing about an alert that is over', async () => {
    const { ana, id, deliver, get, resolveAlert } = await withPendingAlert();
    await resolveAlert(ana, id);
    await deliver('remediation.remediation.escalated', { alert_id: id, reason: 'failed' });
    expect(await get()).toMatchObject({ status: 'resolved', escalatedAt: null });
  });

  test('without a reason is a defect of its sender', async () => {
    const { id, deliver } = await withPendingAlert();
    expect(() => deliver('remediation.remediation.escalated', { alert_id: id })).toThrow('has no reason');
  });
});
