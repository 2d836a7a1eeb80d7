import fc from 'fast-check';
import { compareUtf8 } from './label.ts';

test('names are ordered as their UTF-8 bytes are', () => {
  const text = fc.string({ unit: fc.oneof(fc.constantFrom('a', 'b', '\uffff', '\ue000', '\ud7ff', '\u{10000}', '\u{10ffff}'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })), maxLength: 5 });
  fc.assert(fc.property(text, text, (one, other) => {
    expect(Math.sign(compareUtf8(one, other))).toBe(Buffer.compare(Buffer.from(one), Buffer.from(other)));
  }));
});
