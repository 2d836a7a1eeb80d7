import { randomUUID } from 'node:crypto';
import { asTenantId, systemActor, type Actor } from '#internal/kernel';
import type { SettingsUnitOfWork } from './settings-unit-of-work.ts';

/** What every store of settings promises. `someone` is an actor of a tenant nobody used before. */
export function settingsContract(name: string, open: () => SettingsUnitOfWork, someone: () => Actor = anyone): void {
  describe(`${name} keeps the settings contract`, () => {
    const changed = { publicHttps: false, rules: [{ target: '*.acme.com', schemes: ['https' as const], ports: [443, 8443] }], updatedBy: 'ana', updatedAt: new Date('2026-03-01T12:00:00.000Z'), version: 1 };
    const get = (work: SettingsUnitOfWork, owner: Actor) => work.read(owner, ({ egress }) => egress.get());
    const save = (work: SettingsUnitOfWork, owner: Actor, version: number) => work.run(owner, ({ egress }) => egress.save({ ...changed, version }));

    test('the allow-list is the default until somebody saves one, for that tenant only', async () => {
      const [work, owner, stranger] = [open(), someone(), someone()];
      expect(await get(work, owner)).toEqual({ publicHttps: true, rules: [], version: 1 });
      await save(work, owner, 1);
      expect(await get(work, owner)).toEqual({ ...changed, version: 2 });
      await save(work, owner, 2);
      expect(await get(work, owner)).toEqual({ ...changed, version: 3 });
      expect(await get(work, stranger)).toEqual({ publicHttps: true, rules: [], version: 1 });
    });

    test('of racers with one version exactly one saves', async () => {
      const [work, owner] = [open(), someone()];
      for (const version of [1, 2]) {
        const results = await Promise.allSettled(Array.from({ length: 5 }, () => save(work, owner, version)));
        expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict' });
      }
    });
  });
}

/** Somebody of a tenant that nobody else uses. */
export const anyone = (): Actor => systemActor(asTenantId(randomUUID()), 'test', { correlationId: '4bf92f3577b34da6a3ce929d0e0e4736', via: 'test' });
