import fc from 'fast-check';
import type { Json } from '#internal/kernel';
import { allFromYaml, fromYaml, toYaml } from './yaml-document.ts';

describe('YAML', () => {
  test('says what JSON says, and reads back as the same', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        fc.pre(!JSON.stringify(value).includes('\\u0000') && JSON.stringify(value).isWellFormed());
        const json = JSON.parse(JSON.stringify(value)) as Json;
        expect(fromYaml(toYaml(json), '')).toEqual(json);
      }),
    );
  });

  test('keeps texts that look like something else texts', () => {
    const texts = ['no', 'null', '1', '0x1', '~', '${ .a }', '- a', 'a: b', '2026-01-01', '\n', ' x ', '#', '<<'];
    expect(fromYaml(toYaml({ texts, '<<': { merge: 'me not' } }), '')).toEqual({ texts, '<<': { merge: 'me not' } });
  });

  test('comes as a stream of documents, each with its own faults', () => {
    expect(allFromYaml('a: 1\n---\nb: [\n---\nc: 3\n')).toEqual([{ document: { a: 1 } }, { faults: [expect.objectContaining({ field: '' })] }, { document: { c: 3 } }]);
    expect(allFromYaml('')).toEqual([]);
  });
});
