import { randomBytes } from 'node:crypto';
import type { Json } from '#internal/kernel';
import { JoseSecretBox } from '../crypto/jose-secret-box.ts';
import { MAX_SECRETS } from '../domain/secret.ts';
import { InMemorySettings } from '../fakes/in-memory-settings.ts';
import { anyone } from '../ports/settings.contract.ts';
import { deleteSecret } from './delete-secret.ts';
import { listSecrets } from './list-secrets.ts';
import { putSecret } from './put-secret.ts';
import { revealSecrets } from './reveal-secrets.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');

function setup() {
  const [work, owner] = [new InMemorySettings(), anyone()];
  const box = new JoseSecretBox(`k1:${randomBytes(32).toString('base64')}`);
  return { work, owner, put: putSecret({ work, box, clock: { now: () => noon } }), remove: deleteSecret({ work }), list: listSecrets({ work }), reveal: revealSecrets({ work, box }) };
}

describe('secrets of a tenant', () => {
  test('what was put is revealed to a call, the newest value, and to no other tenant', async () => {
    const { owner, put, reveal } = setup();
    await put(owner, 'jira', 'one');
    await put(owner, 'jira', { token: 'two' });
    expect(await reveal(owner, ['jira', 'nothing'])).toEqual({ jira: { token: 'two' } });
    expect(await reveal(anyone(), ['jira'])).toEqual({});
  });

  test('lists and audit tell who and when, never what', async () => {
    const { work, owner, put, remove, list } = setup();
    await put(owner, 'jira', 'hunter2');
    await put(owner, 'jira', 'hunter3');
    expect((await list(owner, { limit: 10 })).items).toMatchObject([{ name: 'jira', keyId: 'k1', version: 2, createdBy: owner.subject, updatedAt: noon }]);
    await remove(owner, 'jira');
    expect(work.entries.map(({ action, entityId }) => `${action} ${entityId}`)).toEqual(['settings.secret.written jira', 'settings.secret.written jira', 'settings.secret.deleted jira']);
    expect(JSON.stringify([work.entries, await list(owner, { limit: 10 })])).not.toMatch(/hunter/);
  });

  test.each<[string, Json, string]>([
    ['a b', 'x', '/name'],
    ['-x', 'x', '/name'],
    ['x', '', '/value'],
    ['x', {}, '/value'],
    ['x', 7, '/value'],
    ['x', ['a'], '/value'],
    ['x', 'y'.repeat(70_000), '/value'],
  ])('a secret %s with such a value is refused (%#)', async (name, value, field) => {
    const { owner, put } = setup();
    await expect(put(owner, name, value)).rejects.toMatchObject({ code: 'invalid', details: [{ field }] });
  });

  test('a tenant has a bounded number of them', async () => {
    const { owner, work, put } = setup();
    await put(owner, 'first', 'x');
    const [stored] = await work.read(owner, ({ secrets }) => secrets.findAll(['first']));
    if (!stored) throw new Error('no secret');
    await work.run(owner, async ({ secrets }) => {
      for (let index = 1; index < MAX_SECRETS; index += 1) await secrets.save({ ...stored, name: `s${index}` });
    });
    await expect(put(owner, 'one-more', 'x')).rejects.toMatchObject({ code: 'limit' });
    await put(owner, 'first', 'y');
  });
});
