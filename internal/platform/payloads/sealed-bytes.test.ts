import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { Seals, unsealSingle } from './sealed-bytes.ts';

const dataKey = Buffer.alloc(32, 7);

describe('sealed bytes', () => {
  test('open with the key and the binding that they were sealed with, in any process', () => {
    fc.assert(fc.property(fc.uint8Array(), fc.string(), (plain, bound) => {
      const sealed = new Seals().seal(dataKey, plain, bound);
      expect(new Uint8Array(new Seals().unseal(Buffer.from(dataKey), sealed, bound))).toEqual(plain);
    }));
  });

  test('do not open with another key, another binding, or when any byte of them has changed', () => {
    const [seals, plain] = [new Seals(), Buffer.from('what nobody may read')];
    const sealed = seals.seal(dataKey, plain, 'acme');
    expect(() => seals.unseal(Buffer.alloc(32, 8), sealed, 'acme')).toThrow();
    expect(() => seals.unseal(dataKey, sealed, 'globex')).toThrow();
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => seals.unseal(dataKey, changed, 'acme')).toThrow();
    }
    for (const length of [0, 1, 16, 28, 43]) expect(() => seals.unseal(dataKey, sealed.subarray(0, length), 'acme')).toThrow();
  });

  test('share no pair of key and nonce: within a process the nonce counts, between processes the salt differs', () => {
    const [one, other] = [new Seals(), new Seals()];
    const sealed = [one, one, one, other, other].map((seals) => seals.seal(dataKey, Buffer.from('same'), 'same'));
    expect(new Set(sealed.map((bytes) => bytes.subarray(0, 28).toString('hex'))).size).toBe(5);
    expect(new Set(sealed.map((bytes) => bytes.subarray(0, 16).toString('hex'))).size).toBe(2);
    expect(new Set(sealed.map((bytes) => bytes.subarray(28).toString('hex'))).size).toBe(5);
  });

  test('of the older layout still open', () => {
    const salt = randomBytes(16);
    const both = Buffer.from(hkdfSync('sha256', dataKey, salt, 'orchestrix payload message', 44));
    const cipher = createCipheriv('aes-256-gcm', both.subarray(0, 32), both.subarray(32)).setAAD(Buffer.from('acme'));
    const body = Buffer.concat([cipher.update('from before'), cipher.final()]);
    expect(unsealSingle(dataKey, Buffer.concat([salt, cipher.getAuthTag(), body]), 'acme').toString()).toBe('from before');
  });
});
