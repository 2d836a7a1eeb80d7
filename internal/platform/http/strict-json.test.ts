import fc from 'fast-check';
import { parseStrictJson } from './strict-json.ts';

const outcome = (work: () => unknown): { value: unknown } | 'refused' => {
  try {
    return { value: work() };
  } catch {
    return 'refused';
  }
};

describe('parseStrictJson', () => {
  test('reads what JSON.stringify writes', () => {
    const keys = fc.string().filter((key) => key !== '__proto__' && key !== 'constructor' && key.isWellFormed() && !key.includes('\0'));
    const text = fc.string({ unit: 'grapheme' }).filter((value) => value.isWellFormed() && !value.includes('\0'));
    const { tree } = fc.letrec((tie) => ({
      leaf: fc.oneof(text, fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), fc.boolean(), fc.constant(null)),
      tree: fc.oneof({ maxDepth: 4 }, tie('leaf'), fc.array(tie('tree'), { maxLength: 5 }), fc.dictionary(keys, tie('tree'), { maxKeys: 5 })),
    }));
    fc.assert(
      fc.property(tree, fc.constantFrom(0, 2, '\t', '\r\n'), (value, indent) => {
        const json = JSON.stringify(value, null, indent).replaceAll('\r\n', indent === '\r\n' ? '\r\n' : '');
        expect(parseStrictJson(json)).toEqual(JSON.parse(json));
      }),
    );
  });

  test('never accepts what JSON.parse refuses, and gives the same value for what both accept', () => {
    const piece = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"b"', '"', '\\', '\\u0041', '\\x', '1', '-', '0', '01', '.5', 'e3', '1e5', 'true', 'nul', 'null', ' ', '\n', '\u00a0', '\u0001', '{"a":1}', '[1]');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const strict = outcome(() => parseStrictJson(text));
        if (strict !== 'refused') expect(strict).toEqual(outcome(() => JSON.parse(text)));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['', /ends where a value should be, at position 0/],
    ['{"a" 1}', /expected ":", at position 5/],
    ['[1 2]', /expected "," or "\]", at position 3/],
    ['{"a":1} x', /expected nothing more, at position 8/],
    ['{a:1}', /expected a key in double quotes, at position 1/],
    ['"\\q"', /expected an escape, at position 2/],
    ['"\\u12g4"', /four hexadecimal digits, at position 3/],
    ['"a\nb"', /expected a character of a string, at position 2/],
    ['-', /expected a number, at position 0/],
    ['"\\ud83d\\u0041"', /lone surrogate, at position 1/],
  ])('names the place: %j', (text, message) => {
    expect(() => parseStrictJson(text)).toThrow(message);
  });

  test('takes the last of repeated keys where that is wanted, and nothing else that is refused', () => {
    expect(parseStrictJson('[{"a":1,"a":{"b":2,"b":3}}]', 'last')).toEqual([{ a: { b: 3 } }]);
    expect(() => parseStrictJson('{"a":1,"a":1}')).toThrow(/has the key "a" twice/);
    expect(() => parseStrictJson('{"__proto__":1}', 'last')).toThrow(/not allowed/);
  });

  test('takes time in proportion to the text', () => {
    const text = JSON.stringify(Array.from({ length: 20_000 }, (_, id) => ({ id, name: `thing ${id}`, labels: { a: 'b', c: 'd' } })));
    const started = performance.now();
    parseStrictJson(text);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
