import type { SealedSecret } from '../domain/secret.ts';
import { anyone } from './settings.contract.ts';
import type { SettingsUnitOfWork } from './settings-unit-of-work.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const secret = (name: string, version = 1): SealedSecret => ({ name, sealed: `sealed ${version}`, keyId: 'k1', createdAt: noon, createdBy: 'ana', updatedAt: noon, updatedBy: 'ana', version });

/** What every store of secrets promises. */
export function secretsContract(name: string, open: () => SettingsUnitOfWork, someone = anyone): void {
  describe(`${name} keeps the contract of secrets`, () => {
    test('a secret is found by its name, in its tenant only, and never listed with what seals it', async () => {
      const [work, owner, stranger] = [open(), someone(), someone()];
      await work.run(owner, ({ secrets }) => secrets.save(secret('jira')));
      expect(await work.read(owner, ({ secrets }) => secrets.findAll(['jira', 'nothing']))).toEqual([secret('jira')]);
      expect(await work.read(stranger, ({ secrets }) => secrets.find('jira'))).toBeUndefined();
      const { items } = await work.read(owner, ({ secrets }) => secrets.list({ limit: 10 }));
      expect(items).toEqual([expect.not.objectContaining({ sealed: expect.anything() })]);
      expect(items).toMatchObject([{ name: 'jira', keyId: 'k1', version: 1 }]);
    });

    test('pages go by name', async () => {
      const [work, owner] = [open(), someone()];
      for (const each of ['c', 'a', 'b']) await work.run(owner, ({ secrets }) => secrets.save(secret(each)));
      const first = await work.read(owner, ({ secrets }) => secrets.list({ limit: 2 }));
      expect([first.items.map((item) => item.name), first.next]).toEqual([['a', 'b'], ['b']]);
      const second = await work.read(owner, ({ secrets }) => secrets.list({ limit: 2, after: first.next ?? [] }));
      expect([second.items.map((item) => item.name), second.next]).toEqual([['c'], undefined]);
      expect(await work.read(owner, ({ secrets }) => secrets.count())).toBe(3);
    });

    test('a change needs the version before it', async () => {
      const [work, owner] = [open(), someone()];
      await work.run(owner, ({ secrets }) => secrets.save(secret('jira')));
      await expect(work.run(owner, ({ secrets }) => secrets.save(secret('jira', 3)))).rejects.toMatchObject({ code: 'conflict' });
      await work.run(owner, ({ secrets }) => secrets.save(secret('jira', 2)));
      expect(await work.read(owner, ({ secrets }) => secrets.find('jira'))).toEqual(secret('jira', 2));
    });

    test('what was removed is gone, and can be removed once', async () => {
      const [work, owner, stranger] = [open(), someone(), someone()];
      await work.run(owner, ({ secrets }) => secrets.save(secret('jira')));
      await expect(work.run(stranger, ({ secrets }) => secrets.remove('jira'))).rejects.toMatchObject({ code: 'not_found' });
      expect(await work.run(owner, ({ secrets }) => secrets.remove('jira'))).toMatchObject({ name: 'jira', version: 1 });
      await expect(work.run(owner, ({ secrets }) => secrets.remove('jira'))).rejects.toMatchObject({ code: 'not_found' });
    });
  });
}
