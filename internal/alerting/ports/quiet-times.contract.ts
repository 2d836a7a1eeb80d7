import { randomUUID } from 'node:crypto';
import { resolve, type Alert } from '../domain/alert.ts';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import { DEFAULT_FLAPPING_POLICY } from '../domain/flapping.ts';
import type { MaintenanceWindow, MaintenanceWindowId } from '../domain/maintenance-window.ts';
import type { AlertGroup } from '../domain/alert-group.ts';
import { messageOf } from '../domain/notification-message.ts';
import type { NotificationSnapshot } from '../domain/notification.ts';
import type { SilenceId } from '../domain/silence.ts';
import { after, firingAlert, noon, someone } from '../fakes/samples.ts';
import type { AlertingUnitOfWork } from './alerting-unit-of-work.ts';
import type { NoiseFilter } from './noise-repository.ts';

const someWindow = (created: number, given: Partial<MaintenanceWindow> = {}): MaintenanceWindow => ({
  id: randomUUID() as MaintenanceWindowId, name: 'move', matchers: [{ name: 'b', op: '!~', value: 'x' }, { name: 'a', op: '=', value: 'ü' }], comment: 'why', effect: 'maintenance',
  holdRemediation: true, enabled: true, startsAt: noon, endsAt: null, intervals: [{ weekdays: ['monday:friday'], times: [{ startTime: '22:00', endTime: '24:00' }], location: 'Europe/Berlin' }],
  createdBy: 'ana', createdAt: after(created), updatedAt: after(created), version: 1, onSince: null, silenceId: null, ...given,
});

/** What every store of maintenance windows and of flapping promises. Each case uses tenants of its own. */
export function quietTimesContract(name: string, open: () => AlertingUnitOfWork): void {
  describe(`${name} keeps maintenance windows`, () => {
    test('which come back as they were stored and changed, until they are removed', async () => {
      const [work, owner, window] = [open(), someone(), someWindow(0)];
      await work.run(owner, ({ maintenance }) => maintenance.add(window));
      const changed = { ...window, onSince: after(5), silenceId: randomUUID() as SilenceId, endsAt: after(60), intervals: [], effect: 'silence' as const, version: 2, updatedAt: after(5) };
      await work.run(owner, async ({ maintenance }) => {
        expect(await maintenance.lock(window.id)).toEqual(window);
        await maintenance.save(changed);
      });
      expect(await work.read(owner, ({ maintenance }) => maintenance.get(window.id))).toEqual(changed);
      await work.run(owner, ({ maintenance }) => maintenance.remove(window.id));
      await expect(work.read(owner, ({ maintenance }) => maintenance.get(window.id))).rejects.toMatchObject({ code: 'not_found' });
    });

    test('of one tenant each; enabled ones are found, all are listed newest first', async () => {
      const [work, owner, stranger] = [open(), someone(), someone()];
      const windows = [someWindow(0), someWindow(10, { enabled: false }), someWindow(20)];
      await work.run(owner, async ({ maintenance }) => { for (const window of windows) await maintenance.add(window); });
      expect(await work.run(owner, ({ maintenance }) => maintenance.lockAll())).toBe(3);
      expect(new Set((await work.read(owner, ({ maintenance }) => maintenance.listEnabled())).map(({ id }) => id))).toEqual(new Set([windows[0]!.id, windows[2]!.id]));
      const first = await work.read(owner, ({ maintenance }) => maintenance.list({ limit: 2 }));
      const second = await work.read(owner, ({ maintenance }) => maintenance.list({ limit: 2, after: first.next! }));
      expect([...first.items, ...second.items]).toEqual([...windows].reverse());
      expect(await work.run(stranger, async ({ maintenance }) => [await maintenance.lockAll(), await maintenance.lock(windows[0]!.id), await maintenance.listEnabled()])).toEqual([0, undefined, []]);
    });
  });

  describe(`${name} knows what noise is counted from`, () => {
    test('alerts that fired in a period, with the notifications that told of them', async () => {
      const [work, owner, stranger] = [open(), someone(), someone()];
      const ruleId = randomUUID() as AlertRuleId;
      const over = (alert: Alert, seconds: number) => resolve(alert, { resolution: 'source', by: 'ana', endsAt: after(seconds) }, after(seconds));
      const [first, second] = [over({ ...firingAlert({}, noon), ruleId }, 60), { ...firingAlert({ startsAt: after(100) }, after(100)), flappingSince: after(100) }];
      const pending = { ...firingAlert({ labels: { pod: 'x' } }), status: 'pending' as const, firedAt: null, firesAt: after(600) };
      const notification = (seconds: number, mark: string, state: 'delivered' | 'dead'): NotificationSnapshot => ({
        id: randomUUID() as NotificationSnapshot['id'], groupId: randomUUID() as NotificationSnapshot['groupId'], groupKey: '{}:{}', flush: 1, receiver: 'team', integrationId: 'hook', reason: 'first notification', state,
        firing: [mark as Alert['fingerprint']], resolved: [], keepMs: 1000, createdAt: after(seconds), settledAt: after(seconds), data: messageOf({ key: '{}:{}', receiver: 'team', labels: {} } as AlertGroup, { alerts: [], maxAlerts: 0, reason: 'first notification', now: noon, publicUrl: '' }),
      });
      await work.run(owner, async ({ alerts, notifications }) => {
        for (const alert of [first, second, pending]) await alerts.add([alert]);
        await notifications.add([notification(10, first.fingerprint, 'delivered'), notification(20, first.fingerprint, 'dead'), notification(110, second.fingerprint, 'delivered'), notification(120, `${second.fingerprint}~`, 'delivered')]);
      });
      const episodes = (filter: NoiseFilter, limit = 10, actor = owner) => work.read(actor, ({ noise }) => noise.episodes(filter, limit));
      const facts = ({ fingerprint, name: alertname, resolvedAt, resolution }: Alert) => ({ fingerprint, name: alertname, resolvedAt, resolution, acknowledgedAt: null, escalatedAt: null });
      const [one, two] = [{ ...facts(first), ruleId, firedAt: noon, flappingSince: null, notified: 1 }, { ...facts(second), ruleId: null, firedAt: after(100), flappingSince: after(100), notified: 2 }];
      expect(await episodes({ since: noon, until: after(200) })).toEqual([one, two]);
      expect(await episodes({ since: noon, until: after(100) })).toEqual([one]);
      expect(await episodes({ since: noon, until: after(200), ruleId })).toEqual([one]);
      expect(await episodes({ since: noon, until: after(200) }, 1)).toEqual([two]);
      expect(await episodes({ since: noon, until: after(200) }, 10, stranger)).toEqual([]);
    });
  });

  describe(`${name} knows what flaps`, () => {
    test('by a policy of each tenant, which two cannot change at once', async () => {
      const [work, owner] = [open(), someone()];
      const policy = { enabled: false, windowMs: 60_000, startScore: 1.5, stopScore: 0.5 };
      const stored = () => work.read(owner, ({ flapping }) => flapping.policy());
      expect(await stored()).toEqual({ policy: DEFAULT_FLAPPING_POLICY, version: 0 });
      await work.run(owner, ({ flapping }) => flapping.savePolicy(policy, 0));
      await expect(work.run(owner, ({ flapping }) => flapping.savePolicy({ ...policy, enabled: true }, 0))).rejects.toMatchObject({ code: 'conflict' });
      expect(await stored()).toEqual({ policy, version: 1 });
      await work.run(owner, ({ flapping }) => flapping.savePolicy({ ...policy, enabled: true }, 1));
      expect(await stored()).toEqual({ policy: { ...policy, enabled: true }, version: 2 });
      expect(await work.read(someone(), ({ flapping }) => flapping.policy())).toMatchObject({ version: 0 });
    });

    test('by when alerts fired and were over, of those that fired', async () => {
      const [work, owner] = [open(), someone()];
      const over = (alert: Alert, seconds: number) => resolve(alert, { resolution: 'source', by: 'ana', endsAt: after(seconds) }, after(seconds));
      const episodes = [over(firingAlert({}, noon), 60), over({ ...firingAlert({ startsAt: after(100) }, after(100)), firedAt: null }, 120), firingAlert({ startsAt: after(200) }, after(200))];
      await work.run(owner, async ({ alerts }) => { for (const alert of episodes) await alerts.add([alert]); });
      const { fingerprint } = episodes[0]!;
      const changes = async (since: number) => (await work.read(owner, ({ flapping }) => flapping.changes([fingerprint, firingAlert({ labels: { pod: 'x' } }).fingerprint], after(since)))).get(fingerprint);
      expect(await changes(0)).toEqual([noon, after(60), after(200)]);
      expect(await changes(61)).toEqual([after(200)]);
      expect(await changes(201)).toBeUndefined();
      expect(await work.read(owner, ({ flapping }) => flapping.changes([], noon))).toEqual(new Map());
    });
  });
}
