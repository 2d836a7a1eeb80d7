import { acknowledge, escalate, resolve, type Alert } from '../domain/alert.ts';
import { changeEventRule } from '../domain/event-rule.ts';
import { fold } from '../domain/fold.ts';
import { after, firingAlert, noon, ruleSettings, signalOf, someAlertId, someone, someRule } from '../fakes/samples.ts';
import type { AlertFilter } from './alert-repository.ts';
import type { AlertingUnitOfWork } from './alerting-unit-of-work.ts';

const resolved = (alert: Alert, at: Date) => resolve(alert, { resolution: 'source', by: 'ana', endsAt: at }, at);

/** What every store of alerts and rules promises. Each case uses tenants of its own. */
export function alertingContract(name: string, open: () => AlertingUnitOfWork): void {
  describe(`${name} keeps the alerting contract`, () => {
    function setup() {
      const [work, owner] = [open(), someone()];
      return {
        work,
        owner,
        add: (...alerts: Alert[]) => work.run(owner, (scope) => scope.alerts.add(alerts)),
        save: (...alerts: Alert[]) => work.run(owner, (scope) => scope.alerts.save(alerts)),
        get: (alert: Alert) => work.read(owner, (scope) => scope.alerts.get(alert.id)),
      };
    }

    describe('alerts', () => {
      test('come back as they were stored, through every state', async () => {
        const { add, save, get } = setup();
        const rule = someRule({ forSeconds: 60 });
        const verdict = fold(undefined, signalOf({ labels: { my_label: 'snake_case', camelCase: 'Ünï "quoted"' } }), { rule, by: 'ana', nextId: someAlertId });
        if (verdict.kind !== 'opened') throw new Error('expected a new alert');
        const pending = verdict.alert;
        const states = [pending];
        const firing: Alert = { ...pending, status: 'firing', firedAt: after(60), firesAt: null, version: 2 };
        states.push(firing, acknowledge(firing, 'ben', after(61)));
        states.push(escalate(states.at(-1)!, 'it did not help', after(62)));
        states.push(resolved(states.at(-1)!, after(63)));
        await add(pending);
        for (const state of states) {
          await save(state);
          expect(await get(pending)).toEqual(state);
        }
      });

      test('that do not exist are not found, nor locked', async () => {
        const { work, owner } = setup();
        await expect(work.read(owner, ({ alerts }) => alerts.get(someAlertId()))).rejects.toMatchObject({ code: 'not_found' });
        await expect(work.run(owner, ({ alerts }) => alerts.lock(someAlertId()))).rejects.toMatchObject({ code: 'not_found' });
      });

      test('of another tenant do not exist, and the same labels there are another alert', async () => {
        const { work, owner, add } = setup();
        const stranger = someone();
        const [own, other] = [firingAlert(), firingAlert()];
        await add(own);
        await expect(work.run(stranger, ({ alerts }) => alerts.lock(own.id))).rejects.toMatchObject({ code: 'not_found' });
        await expect(work.read(stranger, ({ alerts }) => alerts.get(own.id))).rejects.toMatchObject({ code: 'not_found' });
        expect(await work.run(stranger, ({ alerts }) => alerts.lockLatest([own.fingerprint]))).toEqual(new Map());
        expect(await work.run(stranger, ({ alerts }) => alerts.add([other]))).toEqual(new Set([other.id]));
        expect((await work.read(stranger, ({ alerts }) => alerts.list({}, { limit: 10 }))).items).toEqual([other]);
        expect((await work.read(owner, ({ alerts }) => alerts.list({}, { limit: 10 }))).items).toEqual([own]);
      });

      test('are open once per fingerprint: a second one is not stored', async () => {
        const { add, get } = setup();
        const [first, second, unrelated] = [firingAlert(), firingAlert({ startsAt: after(-5) }), firingAlert({ labels: { service: 'cart' } })];
        expect(await add(first)).toEqual(new Set([first.id]));
        expect(await add(second, unrelated)).toEqual(new Set([unrelated.id]));
        await expect(get(second)).rejects.toMatchObject({ code: 'not_found' });
      });

      test('begin once: an episode that was recorded before is not stored again', async () => {
        const { add } = setup();
        const over = resolved(firingAlert(), after(60));
        expect(await add(over)).toEqual(new Set([over.id]));
        expect(await add(firingAlert())).toEqual(new Set());
        const later = firingAlert({ startsAt: after(120) }, after(120));
        expect(await add(later)).toEqual(new Set([later.id]));
      });

      test('of ten racers for each of five fingerprints exactly five are stored', async () => {
        const { work, owner, add } = setup();
        const wave = () => Array.from({ length: 5 }, (_, pod) => firingAlert({ labels: { pod: String(pod) } }));
        const stored = await Promise.all(Array.from({ length: 10 }, () => add(...wave())));
        expect(stored.reduce((sum, { size }) => sum + size, 0)).toBe(5);
        expect((await work.read(owner, ({ alerts }) => alerts.list({}, { limit: 100 }))).items).toHaveLength(5);
      });

      test('are locked by the latest of each fingerprint, open or not', async () => {
        const { work, owner, add } = setup();
        const [old, latest] = [resolved(firingAlert(), after(60)), resolved(firingAlert({ startsAt: after(120) }, after(120)), after(180))];
        const other = firingAlert({ labels: { service: 'cart' } });
        await add(latest);
        await add(old, other);
        const unknown = signalOf({ labels: { service: 'unknown' } }).fingerprint;
        const found = await work.run(owner, ({ alerts }) => alerts.lockLatest([other.fingerprint, old.fingerprint, unknown]));
        expect(found).toEqual(new Map([[old.fingerprint, latest], [other.fingerprint, other]]));
      });

      test('of rules are locked when they have expired, and no others', async () => {
        const { work, owner, add, save } = setup();
        const ofRule = (pod: string, endsAt: Date) => firingAlert({ source: 'rule', labels: { pod }, endsAt });
        const [early, late, over, other] = [ofRule('a', after(60)), ofRule('b', after(61)), ofRule('c', after(30)), firingAlert({ labels: { pod: 'd' }, endsAt: after(30) })];
        await add(early, late, over, other);
        await save(resolved(over, after(20)));
        const expired = (actor: typeof owner, seconds: number, most = 10) => work.run(actor, ({ alerts }) => alerts.lockExpiredOfRules(after(seconds), most));
        expect(await expired(owner, 60)).toEqual([early]);
        expect(await expired(owner, 59)).toEqual([]);
        expect(await expired(owner, 100, 1)).toHaveLength(1);
        expect(await expired(someone(), 100)).toEqual([]);
      });

      test('are stored in bulk, none included', async () => {
        const { work, owner, add, save } = setup();
        const many = Array.from({ length: 500 }, (_, pod) => firingAlert({ labels: { pod: String(pod) } }));
        expect((await add(...many)).size).toBe(500);
        await save(...many.map((alert) => ({ ...alert, occurrences: 2 })));
        const { items } = await work.read(owner, ({ alerts }) => alerts.list({}, { limit: 500 }));
        expect(items.map(({ occurrences }) => occurrences)).toEqual(many.map(() => 2));
        expect((await add()).size).toBe(0);
        await save();
      });

      test('are taken back when the transaction fails', async () => {
        const { work, owner, get } = setup();
        const alert = firingAlert();
        const failing = work.run(owner, async ({ alerts }) => {
          await alerts.add([alert]);
          throw new Error('on purpose');
        });
        await expect(failing).rejects.toThrow('on purpose');
        await expect(get(alert)).rejects.toMatchObject({ code: 'not_found' });
      });

      test('are listed newest first, page by page, also when they were created in the same moment', async () => {
        const { work, owner, add } = setup();
        const alerts = Array.from({ length: 7 }, (_, pod) => firingAlert({ labels: { pod: String(pod) } }, after(Math.floor(pod / 3))));
        await add(...alerts);
        const sorted = alerts.map(({ createdAt, id }) => `${createdAt.toISOString()} ${id}`).sort().reverse();

        const seen: string[] = [];
        let position: readonly string[] | undefined;
        do {
          const { items, next } = await work.read(owner, (scope) => scope.alerts.list({}, { limit: 3, ...(position && { after: position }) }));
          seen.push(...items.map(({ createdAt, id }) => `${createdAt.toISOString()} ${id}`));
          position = next;
        } while (position);
        expect(seen).toEqual(sorted);
      });

      test('are filtered by every field, alone and together', async () => {
        const { work, owner, add } = setup();
        const [rule] = [someRule()];
        const cart = firingAlert({ labels: { alertname: 'Down', service: 'cart', severity: 'info' } }, after(10));
        const ruled = { ...firingAlert({ labels: { pod: '1' } }, after(20)), ruleId: rule.id };
        const over = resolved(firingAlert({ labels: { pod: '2' } }, after(30)), after(40));
        await add(cart, ruled, over);
        const list = async (filter: AlertFilter) => (await work.read(owner, ({ alerts }) => alerts.list(filter, { limit: 10 }))).items.map(({ id }) => id);
        expect(await list({})).toEqual([over.id, ruled.id, cart.id]);
        expect(await list({ statuses: ['firing', 'pending'] })).toEqual([ruled.id, cart.id]);
        expect(await list({ statuses: ['resolved'] })).toEqual([over.id]);
        expect(await list({ statuses: ['resolved', 'firing'] })).toEqual([over.id, ruled.id, cart.id]);
        expect(await list({ severity: 'info' })).toEqual([cart.id]);
        expect(await list({ name: 'Down' })).toEqual([cart.id]);
        expect(await list({ name: '' })).toEqual([]);
        expect(await list({ fingerprint: over.fingerprint })).toEqual([over.id]);
        expect(await list({ ruleId: rule.id })).toEqual([ruled.id]);
        expect(await list({ since: after(20) })).toEqual([over.id, ruled.id]);
        expect(await list({ until: after(20) })).toEqual([cart.id]);
        expect(await list({ since: after(15), until: after(25), statuses: ['firing'], severity: 'critical' })).toEqual([ruled.id]);
      });
    });

    describe('alert rules', () => {
      test('come back as they were stored and changed, until they are removed', async () => {
        const { work, owner } = setup();
        const rule = someRule({ labels: { team_name: 'payments', gone: '' }, annotations: { runbook_url: 'https://…' }, severity: 'high', forSeconds: 5 });
        const get = () => work.read(owner, ({ rules }) => rules.get(rule.id));
        await work.run(owner, ({ rules }) => rules.add(rule));
        expect(await get()).toEqual(rule);

        const changed = changeEventRule(rule, ruleSettings({ matchers: [{ name: 'b', op: '!~', value: 'x|y' }, { name: 'a', op: '!=', value: '' }], enabled: false }), after(1));
        await work.run(owner, async ({ rules }) => {
          expect(await rules.lock(rule.id)).toEqual(rule);
          await rules.save(changed);
        });
        expect(await get()).toEqual(changed);

        await work.run(owner, ({ rules }) => rules.remove(rule.id));
        await expect(get()).rejects.toMatchObject({ code: 'not_found' });
      });

      test('have names of their own within a tenant', async () => {
        const { work, owner } = setup();
        const stranger = someone();
        const [first, same, other] = [someRule({ name: 'slow' }), someRule({ name: 'slow' }), someRule({ name: 'down' })];
        await work.run(owner, ({ rules }) => rules.add(first));
        await expect(work.run(owner, ({ rules }) => rules.add(same))).rejects.toMatchObject({ code: 'conflict' });
        await work.run(owner, ({ rules }) => rules.add(other));
        const renamed = changeEventRule(other, ruleSettings({ name: 'slow' }), noon);
        await expect(work.run(owner, ({ rules }) => rules.save(renamed))).rejects.toMatchObject({ code: 'conflict' });
        await work.run(stranger, ({ rules }) => rules.add(same));
      });

      test('of another tenant do not exist', async () => {
        const { work, owner } = setup();
        const stranger = someone();
        const rule = someRule();
        await work.run(owner, ({ rules }) => rules.add(rule));
        await work.run(stranger, ({ rules }) => rules.remove(rule.id));
        await expect(work.run(stranger, ({ rules }) => rules.lock(rule.id))).rejects.toMatchObject({ code: 'not_found' });
        expect(await work.read(stranger, async ({ rules }) => [await rules.count(), await rules.listEnabled()])).toEqual([0, []]);
        expect(await work.read(owner, ({ rules }) => rules.count())).toBe(1);
      });

      test('are listed in the order in which they are tried, and enabled ones are found', async () => {
        const { work, owner } = setup();
        const rules = [someRule({ position: 100 }), someRule({ position: 9, enabled: false }), someRule({ position: 20 }), someRule({ position: 20 })];
        await work.run(owner, async (scope) => {
          for (const rule of rules) await scope.rules.add(rule);
        });
        const tied = [rules[2]!, rules[3]!].sort((a, b) => (a.id < b.id ? -1 : 1));
        const first = await work.read(owner, (scope) => scope.rules.list({}, { limit: 2 }));
        expect(first.items).toEqual([rules[1], tied[0]]);
        const second = await work.read(owner, (scope) => scope.rules.list({}, { limit: 2, after: first.next! }));
        expect(second).toEqual({ items: [tied[1], rules[0]] });

        const enabled = await work.read(owner, (scope) => scope.rules.listEnabled());
        expect(new Set(enabled.map(({ id }) => id))).toEqual(new Set([rules[0]!.id, ...tied.map(({ id }) => id)]));
        expect(await work.read(owner, (scope) => scope.rules.count())).toBe(4);
      });
    });
  });
}
