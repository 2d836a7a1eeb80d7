import { type GroupAlert, labelSetFingerprint, notificationData, type NotificationSubject } from './index.ts';

const START = Date.parse('2026-11-20T12:00:00.250Z');
const alert = (labels: Record<string, string>, more: Partial<GroupAlert> = {}): GroupAlert => ({ status: 'firing', labels, annotations: {}, startsAtMs: START, generatorURL: '', ...more });
const subject: NotificationSubject = { receiver: 'team.a', groupKey: '{}:{job="node"}', groupLabels: { job: 'node' }, externalURL: 'https://orx.example', reason: 'first notification' };

test('the body of the webhook, version 4', () => {
  const over = alert({ job: 'node', instance: 'b', team: 'x' }, { status: 'resolved', endsAtMs: START + 60_000, annotations: { summary: 's', runbook: 'r' } });
  expect(notificationData([alert({ job: 'node', instance: 'a', team: 'x' }, { annotations: { summary: 's' }, generatorURL: 'http://prom' }), over], { ...subject, routeLabels: { tier: '1' } })).toEqual({
    version: '4',
    groupKey: '{}:{job="node"}',
    truncatedAlerts: 0,
    status: 'firing',
    receiver: 'team\\.a',
    groupLabels: { job: 'node' },
    commonLabels: { job: 'node', team: 'x' },
    commonAnnotations: { summary: 's' },
    externalURL: 'https://orx.example',
    notification_reason: 'first notification',
    routeLabels: { tier: '1' },
    alerts: [
      { status: 'firing', labels: { job: 'node', instance: 'a', team: 'x' }, annotations: { summary: 's' }, startsAt: '2026-11-20T12:00:00.25Z', endsAt: '0001-01-01T00:00:00Z', generatorURL: 'http://prom', fingerprint: labelSetFingerprint({ job: 'node', instance: 'a', team: 'x' }) },
      { status: 'resolved', labels: over.labels, annotations: over.annotations, startsAt: '2026-11-20T12:00:00.25Z', endsAt: '2026-11-20T12:01:00.25Z', generatorURL: '', fingerprint: labelSetFingerprint(over.labels) },
    ],
  });
});

test('a group is resolved when all its alerts are', () => {
  expect(notificationData([alert({}, { status: 'resolved' })], subject).status).toBe('resolved');
});

test('of too many alerts the first are told, and how many are left out', () => {
  const told = notificationData([alert({ a: '1', b: 'x' }), alert({ a: '1', b: 'y' }), alert({ a: '2' })], { ...subject, maxAlerts: 2 });
  expect(told).toMatchObject({ truncatedAlerts: 1, commonLabels: { a: '1' }, alerts: [{ labels: { b: 'x' } }, { labels: { b: 'y' } }] });
});

test('times on whole seconds have no fraction', () => {
  expect(notificationData([alert({}, { startsAtMs: Date.parse('2026-11-20T12:00:00Z') })], subject).alerts[0]?.startsAt).toBe('2026-11-20T12:00:00Z');
  expect(notificationData([alert({}, { startsAtMs: Date.parse('2026-11-20T12:00:10.100Z') })], subject).alerts[0]?.startsAt).toBe('2026-11-20T12:00:10.1Z');
});
