import fc from 'fast-check';
import { canonicalJson, GENESIS, linkHash } from './hash-chain.ts';

describe('canonicalJson', () => {
  test('spells the same value the same way, whatever the order of its keys (RFC 8785)', () => {
    expect(canonicalJson({ b: 1, a: [1.0, 'é', null], '\u20ac': 1e21 })).toBe('{"a":[1,"é",null],"b":1,"€":1e+21}');
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      }),
    );
  });

  test('survives a trip through JSON text', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => { expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value)); }));
  });

  test.each([['a lone surrogate', '\ud800'], ['not a number', Number.NaN], ['nothing', undefined]])('refuses %s', (_name, value) => {
    expect(() => canonicalJson(value)).toThrow('a value cannot be written as JSON');
  });
});

describe('linkHash', () => {
  // (head -c 32 /dev/zero; printf '{"a":1}') | sha256sum
  test('is SHA-256 over the previous hash and the entry', () => {
    expect(linkHash(GENESIS, '{"a":1}')).toBe('b06a229070741292512e8760f470dd7a4c46ccfdf253df781d88dabe58c1ccb1');
  });

  test('depends on both', () => {
    const first = linkHash(GENESIS, '1');
    expect(linkHash(GENESIS, '2')).not.toBe(first);
    expect(linkHash(first, '1')).not.toBe(first);
  });
});
