import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { NodeSecrets } from './node-secrets.ts';

const secrets = new NodeSecrets('a session secret of at least 32 bytes');
const flip = (text: string, at: number): string => {
  const bytes = Buffer.from(text, 'base64url');
  bytes[at % bytes.length]! ^= 1;
  return bytes.toString('base64url');
};

describe('NodeSecrets', () => {
  test('what was sealed opens again for the same purpose', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()), (text) => secrets.open('tokens', secrets.seal('tokens', text)) === text));
  });

  test('sealing the same text twice gives two different values', () => {
    expect(secrets.seal('tokens', 'x')).not.toBe(secrets.seal('tokens', 'x'));
  });

  test('a change of any byte is noticed', () => {
    fc.assert(fc.property(fc.string(), fc.nat(), (text, at) => secrets.open('tokens', flip(secrets.seal('tokens', text), at)) === undefined));
  });

  test.each(['', 'abc', 'not base64 at all!', 'A'.repeat(38)])('%p does not open', (sealed) => {
    expect(secrets.open('tokens', sealed)).toBeUndefined();
  });

  test('neither another purpose nor another secret opens it', () => {
    const sealed = secrets.seal('tokens', 'x');
    expect(secrets.open('sign-in', sealed)).toBeUndefined();
    expect(new NodeSecrets('another session secret of 32 bytes..').open('tokens', sealed)).toBeUndefined();
  });

  test('a mark depends on purpose, text and secret', () => {
    expect(secrets.mark('csrf', 'a')).toBe(secrets.mark('csrf', 'a'));
    const others = [secrets.mark('csrf', 'b'), secrets.mark('other', 'a'), new NodeSecrets('another session secret of 32 bytes..').mark('csrf', 'a')];
    expect(others).not.toContain(secrets.mark('csrf', 'a'));
  });

  test('texts of any lengths can be compared', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (left, right) => secrets.same(left, right) === (left === right)));
    expect(secrets.same('', '')).toBe(true);
  });

  test('the digest is SHA-256', () => {
    expect(secrets.digest('orx')).toBe(createHash('sha256').update('orx').digest('hex'));
  });
});
