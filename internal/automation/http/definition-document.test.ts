import { definitionOf } from './definition-document.ts';

const yaml = (text: string) => definitionOf({ definition_yaml: text });
const refused = (text: string) => expect(() => yaml(text));
const invalid = expect.objectContaining({ code: 'invalid' }) as Error;

describe('the definition of a body', () => {
  test('is JSON as it is, or YAML of the same meaning', () => {
    expect(definitionOf({ definition: { do: [] } })).toEqual({ do: [] });
    expect(yaml('do:\n  - pause:\n      wait: { seconds: 1 }\n# why\nat: 2026-01-01\nanswer: no')).toEqual({ do: [{ pause: { wait: { seconds: 1 } } }], at: '2026-01-01', answer: 'no' });
  });

  test('is given once', () => {
    expect(() => definitionOf({})).toThrow(invalid);
    expect(() => definitionOf({ definition: {}, definition_yaml: '{}' })).toThrow(invalid);
  });

  test('tells where YAML is broken', () => {
    refused('do:\n  - a: [1').toThrow(/line 2|flow collection/i);
    refused('a: 1\na: 2').toThrow(/unique/i);
  });

  test.each([
    ['a list', '- 1'],
    ['a text', 'hello'],
    ['nothing', ''],
    ['two documents', 'a: 1\n---\nb: 2'],
    ['infinity', 'a: .inf'],
    ['U+0000', 'a: "\\0"'],
    ['half a character', 'a: "\\ud800"'],
    ['an unknown tag', 'a: !!js/function "x"'],
    ['a cycle', 'a: &a { b: *a }'],
  ])('refuses %s', (_, text) => {
    refused(text).toThrow(invalid);
  });

  test('refuses a billion laughs quickly', () => {
    const lines = ['a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]'];
    for (let n = 1; n < 10; n += 1) lines.push(`a${n}: &a${n} [${Array(9).fill(`*a${n - 1}`).join(', ')}]`);
    refused(lines.join('\n')).toThrow(invalid);
  });

  test('refuses what is nested too deeply', () => {
    refused('['.repeat(150) + ']'.repeat(150)).toThrow(invalid);
    refused(`a: ${'['.repeat(150)}${']'.repeat(150)}`).toThrow(invalid);
  });

  test('keeps a key that is special to JavaScript an ordinary key', () => {
    const definition = yaml('__proto__: { polluted: true }');
    expect(Object.keys(definition)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
