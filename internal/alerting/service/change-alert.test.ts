import { alertingInMemory } from '../fakes/alerting-in-memory.ts';
import { after, signalInput, someAlertId, someone } from '../fakes/samples.ts';

async function withFiringAlert() {
  const alerting = alertingInMemory();
  await alerting.receiveSignals(alerting.ana, [signalInput()]);
  const [alert] = await alerting.alerts();
  alerting.at(30);
  return { ...alerting, alert: alert! };
}

describe('acknowledgeAlert', () => {
  test('stamps who and when, records it and tells others', async () => {
    const { ana, alert, acknowledgeAlert, getAlert, told, work } = await withFiringAlert();
    const acknowledged = await acknowledgeAlert(ana, alert.id);
    expect(acknowledged).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'ana', acknowledgedAt: after(30), version: 2 });
    expect(await getAlert(ana, alert.id)).toEqual(acknowledged);
    expect(told().at(-1)).toBe('alerting.alert.acknowledged');
    expect(work.entries.at(-1)).toMatchObject({ action: 'alerting.alert.acknowledged', before: { status: 'firing' }, after: { status: 'acknowledged' } });
  });

  test('of two people only the first is thanked', async () => {
    const { ana, alert, acknowledgeAlert, audited } = await withFiringAlert();
    const results = await Promise.allSettled([acknowledgeAlert(ana, alert.id), acknowledgeAlert({ ...ana, subject: 'ben' }, alert.id)]);
    expect(results).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'conflict' } }]);
    expect(audited()).toEqual(['alerting.alert.fired', 'alerting.alert.acknowledged']);
  });

  test('refuses an alert that does not exist, or is another tenant’s', async () => {
    const { ana, alert, acknowledgeAlert } = await withFiringAlert();
    await expect(acknowledgeAlert(ana, someAlertId())).rejects.toMatchObject({ code: 'not_found' });
    await expect(acknowledgeAlert(someone(), alert.id)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('acknowledgeIdentity', () => {
  const identity = { dedup_key: 'disk-1' };

  test('finds the open alert by what its source knows it by, and says what it made of it', async () => {
    const { ana, alerts, receiveSignals, resolveAlert, acknowledgeIdentity } = alertingInMemory();
    expect(await acknowledgeIdentity(ana, identity)).toBe('unknown');
    await receiveSignals(ana, [signalInput({ identity, labels: { alertname: 'Disk', summary: 'one' } })]);
    expect(await acknowledgeIdentity(someone(), identity)).toBe('unknown');
    expect([await acknowledgeIdentity(ana, identity), await acknowledgeIdentity(ana, identity)]).toEqual(['acknowledged', 'unchanged']);
    const [alert] = await alerts();
    expect(alert).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'ana' });
    await resolveAlert(ana, alert!.id);
    expect(await acknowledgeIdentity(ana, identity)).toBe('unknown');
  });

  test('an identity that no alert can have is refused', async () => {
    const { ana, acknowledgeIdentity } = alertingInMemory();
    await expect(acknowledgeIdentity(ana, { 'not a name': 'x' })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('resolveAlert', () => {
  test('ends an alert by hand, once', async () => {
    const { ana, alert, resolveAlert, told } = await withFiringAlert();
    expect(await resolveAlert(ana, alert.id)).toMatchObject({ status: 'resolved', resolution: 'manual', resolvedBy: 'ana', endsAt: after(30), expiresAt: null });
    await expect(resolveAlert(ana, alert.id)).rejects.toMatchObject({ code: 'conflict' });
    expect(told().at(-1)).toBe('alerting.alert.resolved');
  });

  test('a source that insists is heard again after five minutes', async () => {
    const { ana, at, alert, resolveAlert, receiveSignals, alerts } = await withFiringAlert();
    await resolveAlert(ana, alert.id);
    const insist = signalInput({ endsAt: after(900) });
    at(329);
    expect(await receiveSignals(ana, [insist])).toEqual([{ kind: 'ignored', reason: 'episode_over' }]);
    at(330);
    expect(await receiveSignals(ana, [insist])).toMatchObject([{ kind: 'opened' }]);
    expect((await alerts()).map(({ status }) => status)).toEqual(['resolved', 'firing']);
  });
});

describe('createAlert', () => {
  const report = { labels: { alertname: 'Smoke', severity: 'page' }, annotations: {} };

  test('opens an alert that lasts until somebody ends it', async () => {
    const { ana, createAlert, told } = alertingInMemory();
    expect(await createAlert(ana, report)).toMatchObject({ status: 'firing', name: 'Smoke', severity: 'critical', source: 'manual', expiresAt: null });
    expect(told()).toEqual(['alerting.alert.fired']);
  });

  test('refuses a second alert with the labels of an open one', async () => {
    const { ana, createAlert, resolveAlert } = alertingInMemory();
    const { id } = await createAlert(ana, report);
    await expect(createAlert(ana, report)).rejects.toMatchObject({ code: 'conflict' });
    await resolveAlert(ana, id);
    expect(await createAlert(ana, report)).toMatchObject({ status: 'firing' });
  });

  test('refuses labels without a name, and bad times in our spelling', async () => {
    const { ana, createAlert } = alertingInMemory();
    await expect(createAlert(ana, { ...report, labels: { a: 'b' } })).rejects.toMatchObject({ details: [{ field: '/labels/alertname' }] });
    await expect(createAlert(ana, { ...report, startsAt: new Date(-1) })).rejects.toMatchObject({ details: [{ field: '/starts_at' }] });
  });
});
