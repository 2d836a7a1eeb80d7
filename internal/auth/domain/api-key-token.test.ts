import fc from 'fast-check';
import { crc32 as zlibCrc32 } from 'node:zlib';
import { apiKeyPrefix, formatApiKeyToken, isKeyEnvironment, KEY_ID_BYTES, looksLikeApiKey, parseApiKeyToken, SECRET_BYTES } from './api-key-token.ts';
import { base62, base62Length } from './base62.ts';
import { crc32 } from './crc32.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const environment = fc.stringMatching(/^[a-z][a-z0-9]{1,11}$/);
const token = fc.tuple(environment, bytes(KEY_ID_BYTES), bytes(SECRET_BYTES)).map((parts) => formatApiKeyToken(...parts));

describe('the format of API keys', () => {
  test('what was formatted is parsed again', () => {
    fc.assert(
      fc.property(environment, bytes(KEY_ID_BYTES), bytes(SECRET_BYTES), (name, keyId, secret) => {
        expect(parseApiKeyToken(formatApiKeyToken(name, keyId, secret))).toEqual({ environment: name, keyId: base62(keyId) });
      }),
    );
  });

  test('a key has its fixed length, begins with the prefix that may be shown and holds no character that needs quoting', () => {
    fc.assert(
      fc.property(environment, bytes(KEY_ID_BYTES), bytes(SECRET_BYTES), (name, keyId, secret) => {
        const text = formatApiKeyToken(name, keyId, secret);
        expect(text).toMatch(/^orx_[a-z0-9]+_[0-9A-Za-z]{13}_[0-9A-Za-z]{49}$/);
        expect(text.startsWith(`${apiKeyPrefix(name, base62(keyId))}_`)).toBe(true);
        expect(looksLikeApiKey(text)).toBe(true);
      }),
    );
  });

  test('one wrong character is always noticed', () => {
    fc.assert(
      fc.property(token, fc.nat(), fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-+/= '), (text, position, character) => {
        const at = position % text.length;
        fc.pre(text[at] !== character);
        expect(parseApiKeyToken(text.slice(0, at) + character + text.slice(at + 1))).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  test('two neighbours that changed places are always noticed', () => {
    fc.assert(
      fc.property(token, fc.nat(), (text, position) => {
        const at = position % (text.length - 1);
        fc.pre(text[at] !== text[at + 1]);
        expect(parseApiKeyToken(`${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}`)).toBeUndefined();
      }),
    );
  });

  test('no other text is taken for a key, and none makes the parser fail', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string().map((tail) => `orx_live_${tail}`)), (text) => parseApiKeyToken(text) === undefined));
  });

  test.each(['', 'L', 'l', 'Live', 'live_', 'averyverylongname', '1live'])('%p is no name of an environment', (name) => {
    expect(isKeyEnvironment(name)).toBe(false);
  });
});

describe('base 62', () => {
  test('different bytes give different texts of one length', () => {
    fc.assert(
      fc.property(bytes(SECRET_BYTES), bytes(SECRET_BYTES), (left, right) => {
        expect(base62(left)).toHaveLength(43);
        expect(base62(left) === base62(right)).toBe(Buffer.compare(left, right) === 0);
      }),
    );
  });

  test('the largest number fits', () => {
    for (const count of [1, 4, 9, 32]) expect(base62(new Uint8Array(count).fill(255))).toHaveLength(base62Length(count));
  });
});

test('the checksum is the CRC-32 of zlib', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => Buffer.from(crc32(text)).readUInt32BE() === zlibCrc32(text)));
});
