import { randomUUID } from 'node:crypto';
import type { Actor } from '#internal/kernel';
import { resolve, type Alert } from '../domain/alert.ts';
import { openGroup, type AlertGroup, type AlertGroupId } from '../domain/alert-group.ts';
import type { Notification, NotificationId, NotificationSnapshot } from '../domain/notification.ts';
import { messageOf } from '../domain/notification-message.ts';
import { after, firingAlert, noon, someone } from '../fakes/samples.ts';
import type { AlertingUnitOfWork } from './alerting-unit-of-work.ts';

const terms = { route: '{}', receiver: 'team', groupWaitMs: 30_000, groupIntervalMs: 300_000, repeatIntervalMs: 3_600_000, activeTimeIntervals: [], muteTimeIntervals: [] };
const someGroup = (key = `{}:{pod="${randomUUID()}"}`): AlertGroup => openGroup(randomUUID() as AlertGroupId, { key, labels: { pod: 'ä "x"' }, terms }, noon, noon);
const memberOf = ({ id: groupId }: AlertGroup, { fingerprint, id: alertId }: Alert) => ({ groupId, fingerprint, alertId });
const someNotification = ({ id: groupId, key: groupKey }: AlertGroup, given: Partial<NotificationSnapshot> = {}): NotificationSnapshot => ({
  id: randomUUID() as NotificationId, groupId, groupKey, flush: 1, receiver: 'team', integrationId: 'hook', reason: 'first notification', state: 'requested',
  firing: [firingAlert().fingerprint], resolved: [], keepMs: 432_000_000, createdAt: noon, settledAt: null, data: messageOf(openGroup(groupId, { key: groupKey, labels: {}, terms }, noon, noon), { alerts: [firingAlert()], maxAlerts: 0, reason: 'first notification', now: noon, publicUrl: '' }), ...given,
});
const withoutData = ({ data: _data, ...notification }: NotificationSnapshot): Notification => notification;

/** What every store of groups of alerts, their notifications and sources of inhibition promises. Each case uses tenants of its own. */
export function alertGroupsContract(name: string, open: () => AlertingUnitOfWork): void {
  describe(`${name} keeps groups of alerts`, () => {
    async function setup(alerts: readonly Alert[] = [], groups: readonly AlertGroup[] = []) {
      const [work, owner] = [open(), someone()];
      await work.run(owner, async (scope) => {
        await scope.alerts.add(alerts);
        await scope.alertGroups.add(groups);
        await scope.alertGroups.join(groups.flatMap((group) => alerts.map((alert) => memberOf(group, alert))));
      });
      const alertsOf = ({ id }: AlertGroup, actor: Actor = owner) => work.read(actor, ({ alertGroups }) => alertGroups.alertsOf(id));
      return { work, owner, alertsOf };
    }

    test('as they were stored and changed, one per key and receiver', async () => {
      const group = someGroup();
      const { work, owner } = await setup([], [group]);
      const [twin, elsewhere] = [{ ...group, id: randomUUID() as AlertGroupId }, { ...group, id: randomUUID() as AlertGroupId, receiver: 'other' }];
      expect(await work.run(owner, ({ alertGroups }) => alertGroups.add([twin, elsewhere]))).toEqual(new Set([elsewhere.id]));
      expect(await work.run(owner, ({ alertGroups }) => alertGroups.hold([elsewhere, { key: 'none', receiver: 'team' }, group]))).toEqual([elsewhere.id, undefined, group.id]);
      const changed = { ...group, nextFlushAt: after(330), flushedAt: after(30), flushes: 1, leaving: [firingAlert().id] };
      await work.run(owner, ({ alertGroups }) => alertGroups.save(changed));
      expect(await work.run(owner, ({ alertGroups }) => alertGroups.lock(group.id))).toEqual(changed);
      expect(await work.read(owner, ({ alertGroups }) => alertGroups.get(group.id))).toEqual(changed);
      expect((await work.read(owner, ({ alertGroups }) => alertGroups.list({ receiver: 'other' }, { limit: 10 }))).items).toEqual([elsewhere]);
      expect(new Set(await work.read(owner, ({ alertGroups }) => alertGroups.ids()))).toEqual(new Set([group.id, elsewhere.id]));
    });

    test('of another tenant do not exist', async () => {
      const group = someGroup();
      const { work } = await setup([], [group]);
      const stranger = someone();
      await expect(work.read(stranger, ({ alertGroups }) => alertGroups.get(group.id))).rejects.toMatchObject({ code: 'not_found' });
      expect(await work.run(stranger, ({ alertGroups }) => alertGroups.lock(group.id))).toBeUndefined();
      expect(await work.run(stranger, ({ alertGroups }) => alertGroups.hold([group]))).toEqual([undefined]);
      expect(await work.read(stranger, ({ alertGroups }) => alertGroups.all())).toEqual([]);
    });

    test('with the latest alert of each fingerprint; those leave whose place nobody has taken', async () => {
      const [one, two] = [firingAlert({ labels: { pod: '1' } }), firingAlert({ labels: { pod: '2' } })];
      const group = someGroup();
      const { work, owner, alertsOf } = await setup([one, two], [group]);
      expect(new Set((await alertsOf(group)).map(({ id }) => id))).toEqual(new Set([one.id, two.id]));
      const ended = resolve(one, { resolution: 'source', by: 'ana', endsAt: after(60) }, after(60));
      const later = { ...firingAlert({ labels: { pod: '1' }, startsAt: after(70) }, after(70)) };
      await work.run(owner, async (scope) => {
        await scope.alerts.save([ended]);
        await scope.alerts.add([later]);
        await scope.alertGroups.join([memberOf(group, later)]);
        await scope.alertGroups.leave(group.id, [one.id, two.id]);
      });
      expect(await alertsOf(group)).toEqual([later]);
      expect(await work.read(owner, ({ alertGroups }) => alertGroups.all())).toEqual([{ group, alerts: [later] }]);
    });

    test('until they are empty', async () => {
      const alert = firingAlert();
      const group = someGroup();
      const { work, owner } = await setup([alert], [group]);
      expect(await work.run(owner, ({ alertGroups }) => alertGroups.endIfEmpty(group.id))).toBe(false);
      await work.run(owner, ({ alertGroups }) => alertGroups.leave(group.id, [alert.id]));
      expect(await work.run(owner, ({ alertGroups }) => alertGroups.endIfEmpty(group.id))).toBe(true);
      expect(await work.run(owner, ({ alertGroups }) => alertGroups.lock(group.id))).toBeUndefined();
    });

    test('from which alerts are taken that belong elsewhere now', async () => {
      const [one, two] = [firingAlert({ labels: { pod: '1' } }), firingAlert({ labels: { pod: '2' } })];
      const [left, right] = [someGroup(), someGroup()];
      const { work, owner, alertsOf } = await setup([one, two], [left, right]);
      await work.run(owner, ({ alertGroups }) => alertGroups.leaveOthers([one.fingerprint], [memberOf(right, one)]));
      expect((await alertsOf(left)).map(({ id }) => id)).toEqual([two.id]);
      expect(await alertsOf(right)).toHaveLength(2);
    });

    test('for which open alerts that have fired come page by page', async () => {
      const alerts = ['1', '2', '3'].map((pod) => firingAlert({ labels: { pod } }));
      const pending: Alert = { ...firingAlert({ labels: { pod: '4' } }), status: 'pending', firedAt: null, firesAt: after(60) };
      const over = resolve(firingAlert({ labels: { pod: '5' } }), { resolution: 'source', by: 'ana', endsAt: after(60) }, after(60));
      const { work, owner } = await setup([...alerts, pending, over]);
      const ids = alerts.map(({ id }) => id).sort();
      const page = async (from: Alert['id'] | undefined) => (await work.read(owner, ({ alertGroups }) => alertGroups.placeable(from, 2))).map(({ id }) => id);
      expect([await page(undefined), await page(ids[1])]).toEqual([ids.slice(0, 2), ids.slice(2)]);
    });
  });

  describe(`${name} keeps notifications`, () => {
    test('as they were stored; their state changes, what they say does not', async () => {
      const [work, owner] = [open(), someone()];
      const group = someGroup();
      const [first, second] = [someNotification(group), someNotification(group, { createdAt: after(1), flush: 2 })];
      await work.run(owner, ({ notifications }) => notifications.add([first, second]));
      expect(await work.read(owner, ({ notifications }) => notifications.get(first.id))).toEqual(first);
      expect((await work.read(owner, ({ notifications }) => notifications.underWay(group.id))).map(({ id }) => id).sort()).toEqual([first.id, second.id].sort());
      const delivered: NotificationSnapshot = { ...first, state: 'delivered', settledAt: after(2), flush: 2 };
      await work.run(owner, ({ notifications }) => notifications.save([withoutData(delivered)]));
      expect(await work.read(owner, ({ notifications }) => notifications.get(first.id))).toEqual(delivered);
      expect(await work.read(owner, ({ notifications }) => notifications.underWay(group.id))).toEqual([withoutData(second)]);
      expect(await work.read(owner, ({ notifications }) => notifications.ofFlush(group.id, 2))).toHaveLength(2);
      expect((await work.read(owner, ({ notifications }) => notifications.list(group, { limit: 10 }))).items).toEqual([withoutData(second), withoutData(delivered)]);
      await expect(work.read(someone(), ({ notifications }) => notifications.get(first.id))).rejects.toMatchObject({ code: 'not_found' });
    });

    test('and what was delivered last, by integration; an entry never goes back in time, and expires before a group that begins later', async () => {
      const [work, owner] = [open(), someone()];
      const { key: groupKey, receiver, ...group } = someGroup();
      const entry = { groupKey, receiver, integrationId: 'hook', notifiedAt: after(10), firing: [firingAlert().fingerprint], resolved: [], expiresAt: after(100) };
      await work.run(owner, ({ notifications }) => notifications.record([entry, { ...entry, integrationId: 'mail' }]));
      await work.run(owner, ({ notifications }) => notifications.record([{ ...entry, notifiedAt: after(5), firing: [] }, { ...entry, integrationId: 'mail', notifiedAt: after(20), firing: [] }]));
      const log = (since: Date, actor = owner) => work.read(actor, ({ notifications }) => notifications.log({ key: groupKey, receiver }, since));
      expect(await log(noon)).toEqual(new Map([['hook', entry], ['mail', { ...entry, integrationId: 'mail', notifiedAt: after(20), firing: [] }]]));
      expect(await log(after(100))).toEqual(new Map());
      expect(await log(noon, someone())).toEqual(new Map());
      expect(group.flushes).toBe(0);
    });
  });

  describe(`${name} keeps sources of inhibition`, () => {
    test('that count while their alert fires, for the values that were asked for', async () => {
      const [work, owner] = [open(), someone()];
      const [alert, silent] = [firingAlert({ endsAt: after(100) }), firingAlert({ labels: { pod: '2' }, endsAt: after(10) })];
      const source = { rule: 'rule', equalKey: '["x"]', fingerprint: alert.fingerprint, alertId: alert.id, matchesTarget: true };
      await work.run(owner, async ({ alerts, inhibitions }) => {
        await alerts.add([alert, silent]);
        await inhibitions.put([source, { ...source, fingerprint: silent.fingerprint, alertId: silent.id }, { ...source, rule: 'gone' }]);
        await inhibitions.put([{ ...source, matchesTarget: false }]);
      });
      const lookups = [{ rule: 'rule', equalKey: '["x"]' }, { rule: 'rule', equalKey: '["y"]' }, { rule: 'gone', equalKey: '["x"]' }];
      const active = async (seconds: number, actor = owner) => (await work.read(actor, ({ inhibitions }) => inhibitions.active(lookups, after(seconds)))).map(({ rule, equalKey, fingerprint, matchesTarget }) => ({ rule, equalKey, fingerprint, matchesTarget })).sort((a, b) => (a.rule < b.rule ? 1 : -1));
      expect(await active(50)).toEqual([{ rule: 'rule', equalKey: '["x"]', fingerprint: alert.fingerprint, matchesTarget: false }, { rule: 'gone', equalKey: '["x"]', fingerprint: alert.fingerprint, matchesTarget: true }]);
      expect(await active(100)).toEqual([]);
      expect(await active(50, someone())).toEqual([]);
      await work.run(owner, ({ inhibitions }) => inhibitions.keepRules(['rule']));
      expect((await active(50)).map(({ rule }) => rule)).toEqual(['rule']);
      await work.run(owner, ({ alerts }) => alerts.save([resolve(alert, { resolution: 'source', by: 'ana', endsAt: after(60) }, after(60))]));
      expect(await active(50)).toEqual([]);
    });
  });
}
