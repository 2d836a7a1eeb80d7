import { anybody, noon, storedExecution } from './automation.contract.ts';
import type { AutomationUnitOfWork } from './automation-unit-of-work.ts';

/** What every store of quotas promises. */
export function quotaRepositoryContract(name: string, open: () => AutomationUnitOfWork): void {
  describe(`${name} keeps the limits of a tenant`, () => {
    test('there are none before anybody sets some, and those of another tenant are not seen', async () => {
      const [work, owner, stranger] = [open(), anybody(), anybody()];
      const get = (actor = owner) => work.read(actor, ({ quotas }) => quotas.get());
      expect(await get()).toEqual({ version: 1 });
      await work.run(owner, async ({ quotas }) => {
        await quotas.save({ ...(await quotas.lock()), concurrent: 3, updatedAt: noon, updatedBy: 'ana' });
      });
      expect(await get()).toEqual({ concurrent: 3, updatedAt: noon, updatedBy: 'ana', version: 2 });
      expect(await get(stranger)).toEqual({ version: 1 });
      await expect(work.run(owner, ({ quotas }) => quotas.save({ perMinute: 1, updatedAt: noon, updatedBy: 'ana', version: 1 }))).rejects.toMatchObject({ code: 'conflict' });
    });

    test('the use of them counts what runs, what waits and what was requested within a minute, up to a limit', async () => {
      const [work, owner] = [open(), anybody()];
      const at = (second: number) => new Date(noon.getTime() + second * 1000);
      for (const second of [1, 2, 3]) await storedExecution(work, owner, {}, undefined, at(second));
      await work.run(owner, ({ executions }) => executions.admit(1, at(4)));
      const use = (second: number, most = 100) => work.read(owner, ({ quotas }) => quotas.use(at(second), most));
      expect(await use(4)).toEqual({ running: 1, waiting: 2, lastMinute: 3 });
      expect(await use(4, 1)).toEqual({ running: 1, waiting: 1, lastMinute: 1 });
      expect((await use(62)).lastMinute).toBe(1);
      expect((await use(3_600)).lastMinute).toBe(0);
    });
  });
}
