import { acknowledge, ALERT_STATUSES, canEscalate, escalate, fire, hasExpired, isDueToFire, resolve, type Alert, type AlertStatus } from './alert.ts';
import { after, firingAlert, noon } from '../fakes/samples.ts';

const inStatus = (status: AlertStatus): Alert => ({ ...firingAlert(), status });

const moves: Record<string, { from: readonly AlertStatus[]; to: AlertStatus; move: (alert: Alert) => Alert }> = {
  fire: { from: ['pending'], to: 'firing', move: (alert) => fire(alert, noon) },
  acknowledge: { from: ['firing', 'escalated'], to: 'acknowledged', move: (alert) => acknowledge(alert, 'ana', noon) },
  escalate: { from: ['firing', 'acknowledged'], to: 'escalated', move: (alert) => escalate(alert, 'no effect', noon) },
  resolve: {
    from: ['pending', 'firing', 'acknowledged', 'escalated'],
    to: 'resolved',
    move: (alert) => resolve(alert, { resolution: 'manual', by: 'ana', endsAt: noon }, noon),
  },
};

describe('the states of an alert', () => {
  const cases = Object.keys(moves).flatMap((name) => ALERT_STATUSES.map((status) => [name, status] as const));
  test.each(cases)('%s from %s', (name, status) => {
    const { from, to, move } = moves[name]!;
    const alert = inStatus(status);
    if (from.includes(status)) expect(move(alert)).toMatchObject({ status: to, version: alert.version + 1 });
    else expect(() => move(alert)).toThrow(expect.objectContaining({ code: 'conflict', message: expect.stringContaining(status) }) as Error);
  });

  test('canEscalate says what escalate does', () => {
    expect(ALERT_STATUSES.filter((status) => canEscalate(inStatus(status)))).toEqual(moves['escalate']!.from);
  });

  test('who and when stay with the alert', () => {
    const acknowledged = acknowledge(firingAlert(), 'ana', after(1));
    const escalated = escalate(acknowledged, 'no effect', after(2));
    const resolved = resolve(escalated, { resolution: 'manual', by: 'ben', endsAt: after(3) }, after(3));
    expect(resolved).toMatchObject({
      acknowledgedBy: 'ana', acknowledgedAt: after(1), escalationReason: 'no effect', escalatedAt: after(2),
      resolvedBy: 'ben', resolvedAt: after(3), endsAt: after(3), resolution: 'manual', expiresAt: null,
    });
  });

  test('an end before the start is the start', () => {
    expect(resolve(firingAlert(), { resolution: 'manual', by: 'ana', endsAt: after(-9) }, noon).endsAt).toEqual(noon);
  });
});

describe('the times of an alert', () => {
  const pending: Alert = { ...firingAlert(), status: 'pending', firedAt: null, firesAt: after(60), expiresAt: after(240) };

  test('a pending alert is due when its time has come, unless it expired before', () => {
    expect(isDueToFire(pending, after(59))).toBe(false);
    expect(isDueToFire(pending, after(60))).toBe(true);
    expect(isDueToFire({ ...pending, expiresAt: null }, after(60))).toBe(true);
    expect(isDueToFire({ ...pending, expiresAt: after(59) }, after(60))).toBe(false);
    expect(isDueToFire(firingAlert(), after(600))).toBe(false);
  });

  test('an open alert expires at its time, one without a time never', () => {
    expect(hasExpired(pending, after(239))).toBe(false);
    expect(hasExpired(pending, after(240))).toBe(true);
    expect(hasExpired({ ...pending, expiresAt: null }, after(9999))).toBe(false);
    expect(hasExpired({ ...pending, status: 'resolved' }, after(9999))).toBe(false);
  });
});
