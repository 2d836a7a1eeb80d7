import { randomUUID } from 'node:crypto';
import type { Actor } from '#internal/kernel';
import { type Alert } from '../domain/alert.ts';
import { setSilence, type Silence, type SilenceId, type SilenceScheduleId } from '../domain/silence.ts';
import { after, firingAlert, noon, someone } from '../fakes/samples.ts';
import type { AlertingUnitOfWork } from './alerting-unit-of-work.ts';
import type { SilenceFilter } from './silence-repository.ts';

const someSilence = (from: number, until: number, given: Partial<Silence> = {}): Silence => {
  const request = { matchers: [{ name: 'b', op: '!~' as const, value: 'x|y' }, { name: 'größe', op: '=' as const, value: 'ü' }], startsAt: after(from), endsAt: after(until), createdBy: 'ana', comment: 'why', annotations: { ticket: 'X-1' }, warnSeconds: 60 };
  return { ...setSilence(undefined, request, after(from), () => randomUUID() as SilenceId).stored, ...given };
};

/** What every store of silences promises. Each case uses tenants of its own. */
export function silencesContract(name: string, open: () => AlertingUnitOfWork): void {
  describe(`${name} keeps silences`, () => {
    function setup(owner: Actor = someone()) {
      const work = open();
      return { work, owner, add: (...silences: readonly Silence[]) => work.run(owner, async (scope) => { for (const silence of silences) await scope.silences.add(silence); }) };
    }
    const ids = (silences: readonly Silence[]) => new Set(silences.map(({ id }) => id));

    test('which come back as they were stored and changed, until they are removed', async () => {
      const { work, owner, add } = setup();
      const silence = someSilence(0, 60, { alertId: randomUUID() as Alert['id'], scheduleId: randomUUID() as SilenceScheduleId });
      await add(silence);
      expect(await work.read(owner, ({ silences }) => silences.get(silence.id))).toEqual(silence);
      const changed = { ...silence, endsAt: after(90), told: 'ending' as const, version: 2, updatedAt: after(10) };
      await work.run(owner, async ({ silences }) => {
        expect(await silences.lock(silence.id)).toEqual(silence);
        await silences.save(changed);
      });
      expect(await work.read(owner, ({ silences }) => silences.listAll())).toEqual([changed]);
      await work.run(owner, ({ silences }) => silences.remove(silence.id));
      await expect(work.read(owner, ({ silences }) => silences.get(silence.id))).rejects.toMatchObject({ code: 'not_found' });
      expect(await work.run(owner, ({ silences }) => silences.lock(silence.id))).toBeUndefined();
    });

    test('of one tenant each', async () => {
      const [{ add, owner, work }, stranger] = [setup(), someone()];
      const silence = someSilence(0, 60);
      await add(silence);
      expect(await work.run(stranger, async ({ silences }) => [await silences.lockAll(), await silences.lock(silence.id), await silences.listAll(), await silences.listOpen(noon)])).toEqual([0, undefined, [], []]);
      await work.run(stranger, ({ silences }) => silences.remove(silence.id));
      expect(await work.run(owner, ({ silences }) => silences.lockAll())).toBe(1);
    });

    test('by time: those that are not over, and those that counted in a period', async () => {
      const { work, owner, add } = setup();
      const [over, active, pending] = [someSilence(-120, -60), someSilence(-60, 60), someSilence(60, 120)];
      await add(over, active, pending);
      const found = await work.read(owner, async ({ silences }) => [await silences.listOpen(noon), await silences.listBetween(after(-100), after(-60)), await silences.listBetween(after(-60), after(61))]);
      expect(found.map(ids)).toEqual([ids([active, pending]), ids([over]), ids([active, pending])]);
    });

    test('in pages, newest first, by state, creator, alert and schedule', async () => {
      const { work, owner, add } = setup();
      const alertId = randomUUID() as Alert['id'];
      const scheduleId = randomUUID() as SilenceScheduleId;
      const all = [someSilence(-120, -60, { alertId }), someSilence(-60, 60, { createdBy: 'ben' }), someSilence(60, 120, { scheduleId }), someSilence(30, 90)];
      await add(...all);
      const list = async (filter: Omit<SilenceFilter, 'now'>, limit = 10, position?: readonly string[]) =>
        work.read(owner, ({ silences }) => silences.list({ now: noon, ...filter }, { limit, ...(position && { after: position }) }));
      const [over, active, later, soon] = all;
      const newest = [later, soon, active, over];
      expect((await list({})).items).toEqual(newest);
      const first = await list({}, 3);
      expect([...first.items, ...(await list({}, 3, first.next)).items]).toEqual(newest);
      expect((await list({ states: ['active'] })).items).toEqual([active]);
      expect((await list({ states: ['pending', 'expired'] })).items).toEqual([later, soon, over]);
      expect((await list({ createdBy: 'ben' })).items).toEqual([active]);
      expect((await list({ alertId })).items).toEqual([over]);
      expect((await list({ scheduleId })).items).toEqual([later]);
    });

    test('beside open alerts, which are listed by their beginning', async () => {
      const { work, owner } = setup();
      const [second, first] = [firingAlert({ labels: { pod: '2' } }, after(10)), firingAlert({ labels: { pod: '1' }, startsAt: after(-5) }, after(5))];
      const over: Alert = { ...firingAlert({ labels: { pod: '3' } }), status: 'resolved', endsAt: noon, resolvedAt: noon, resolvedBy: 'ana', resolution: 'manual', expiresAt: null };
      await work.run(owner, ({ alerts }) => alerts.add([second, first, over]));
      expect(await work.read(owner, ({ alerts }) => alerts.listOpen())).toEqual([first, second]);
      expect(await work.read(someone(), ({ alerts }) => alerts.listOpen())).toEqual([]);
    });
  });
}
