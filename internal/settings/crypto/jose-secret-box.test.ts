import { randomBytes } from 'node:crypto';
import { JoseSecretBox } from './jose-secret-box.ts';

const [first, second] = ['old', 'new'].map((id) => `${id}:${randomBytes(32).toString('base64')}`) as [string, string];
const owner = { tenantId: 't1', name: 'jira' };
const value = { username: 'ana', password: 'correct horse' };

describe('JoseSecretBox', () => {
  test('what it seals opens again and does not show the value', async () => {
    const box = new JoseSecretBox(first);
    const { sealed, keyId } = await box.seal(owner, value);
    expect(keyId).toBe('old');
    expect(Buffer.from(sealed.split('.')[3] ?? '', 'base64url').toString('latin1')).not.toContain('correct');
    expect(await box.open(owner, sealed)).toEqual(value);
  });

  test('after a rotation the first key seals and the old one still opens', async () => {
    const { sealed } = await new JoseSecretBox(first).seal(owner, 'x');
    const rotated = new JoseSecretBox(`${second}, ${first}`);
    expect(await rotated.open(owner, sealed)).toBe('x');
    const again = await rotated.seal(owner, 'x');
    expect(again.keyId).toBe('new');
    expect(await new JoseSecretBox(second).open(owner, again.sealed)).toBe('x');
    await expect(new JoseSecretBox(second).open(owner, sealed)).rejects.toThrow("no key 'old'");
  });

  test.each([[{ ...owner, tenantId: 't2' }], [{ ...owner, name: 'github' }]])('it opens for its owner only', async (other) => {
    const box = new JoseSecretBox(first);
    const { sealed } = await box.seal(owner, value);
    await expect(box.open(other, sealed)).rejects.toThrow('another owner');
  });

  test('a changed text does not open', async () => {
    const box = new JoseSecretBox(first);
    const parts = (await box.seal(owner, value)).sealed.split('.');
    const forged = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(parts[0] ?? '', 'base64url').toString()), tenant: 't2' })).toString('base64url');
    await expect(box.open({ ...owner, tenantId: 't2' }, [forged, ...parts.slice(1)].join('.'))).rejects.toThrow('decryption operation failed');
  });

  test.each(['', 'k1:short', `k 1:${randomBytes(32).toString('base64')}`, `${first},${first}`])('keys that cannot be used are refused without being repeated (%#)', (keys) => {
    expect(() => new JoseSecretBox(keys)).toThrow(expect.objectContaining({ code: 'invalid' }));
    expect(() => new JoseSecretBox(keys)).not.toThrow(/short/);
  });
});
