import fc from 'fast-check';
import type { Json } from '#internal/kernel';
import { Redactor } from './redactor.ts';

const cleaner = (...values: readonly Json[]): Redactor => {
  const redactor = new Redactor();
  for (const value of values) redactor.add(value);
  return redactor;
};

describe('Redactor', () => {
  test.each<[string, Json, Json]>([
    ['a whole value', { token: 's3cr3t!' }, { token: '***' }],
    ['a part of a text', 'Bearer s3cr3t! and more', 'Bearer *** and more'],
    ['a percent-encoded one', 'https://x.test/?k=s3cr3t%21', 'https://x.test/?k=***'],
    ['a base64 one', Buffer.from('s3cr3t!').toString('base64'), '***'],
    ['one inside of JSON text', JSON.stringify({ a: ['s3cr3t!'] }), '{"a":["***"]}'],
    ['the name of a property', { 's3cr3t!': 1 }, { '***': 1 }],
    ['a number', { pin: 424242 }, { pin: '***' }],
    ['nothing else', { s3cr: true, n: 42, none: null }, { s3cr: true, n: 42, none: null }],
  ])('masks %s', (_, value, clean) => {
    expect(cleaner('s3cr3t!', { deep: [424242] }).clean(value)).toEqual(clean);
  });

  test('a short value is masked where it is a whole one, and texts that happen to contain it stay', () => {
    expect(cleaner('ab').clean(['ab', 'cabin'])).toEqual(['***', 'cabin']);
  });

  test('an address that is a secret is masked without its query, too', () => {
    expect(cleaner('https://hook.test/s3cr3t/run?sig=1').clean(['POST https://hook.test/s3cr3t/run answered 403', 'https://hook.test/'])).toEqual(['POST *** answered 403', 'https://hook.test/']);
  });

  test('no text of a secret is left in any JSON that holds it', () => {
    const secret = fc.string({ minLength: 4, maxLength: 30 }).filter((text) => !'***'.includes(text));
    fc.assert(fc.property(secret, fc.string(), fc.string(), (text, before, after) => {
      const clean = cleaner(text).clean({ a: [before + text + after], [text]: text });
      expect(Object.entries(clean).flat(2).some((part) => part.includes(text) && !(before + after + '***').includes(text))).toBe(false);
    }), { seed: 7 });
  });
});
