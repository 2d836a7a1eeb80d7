import { randomUUID } from 'node:crypto';
import { type Actor, asTenantId, systemActor } from '#internal/kernel';
import type { MetricSettings } from './tenant-limits-repository.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');

/** Somebody of a tenant that nobody else uses. */
export const somebody = (): Actor => systemActor(asTenantId(randomUUID()), 'test', { correlationId: '4bf92f3577b34da6a3ce929d0e0e4736', via: 'test' });

/** What every store of metric settings promises. */
export function metricSettingsContract(name: string, open: () => MetricSettings, someone: () => Actor = somebody): void {
  describe(`${name} keeps the limits of a tenant`, () => {
    test('there are none before anybody sets some, and those of another tenant are not seen', async () => {
      const [settings, owner, stranger] = [open(), someone(), someone()];
      const get = (actor = owner) => settings.read(actor, ({ limits }) => limits.get());
      expect(await get()).toEqual({ limits: {}, version: 1 });
      await settings.run(owner, async ({ limits }) => limits.save({ ...(await limits.lock()), limits: { maxActiveSeries: 3, outOfOrderWindowMs: 0 }, updatedAt: noon, updatedBy: 'ana' }));
      expect(await get()).toEqual({ limits: { maxActiveSeries: 3, outOfOrderWindowMs: 0 }, updatedAt: noon, updatedBy: 'ana', version: 2 });
      expect(await get(stranger)).toEqual({ limits: {}, version: 1 });
    });

    test('of racers with one version exactly one saves', async () => {
      const [settings, owner] = [open(), someone()];
      const save = () => settings.run(owner, async ({ limits }) => {
        await limits.lock();
        await limits.save({ limits: { maxConcurrentQueries: 1 }, updatedAt: noon, updatedBy: 'ana', version: 1 });
      });
      const results = await Promise.allSettled(Array.from({ length: 5 }, save));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict' });
    });
  });
}
