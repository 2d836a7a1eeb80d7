import fc from 'fast-check';
import { decodeCursor, encodeCursor, pageJson, pageRequest } from './cursor.ts';

const position = ['2026-11-21T10:00:00.123456Z', '0192f0c8-1111-7111-8111-111111111111'] as const;
const shape = ['timestamp', 'uuid'] as const;

describe('cursors', () => {
  test('lead back to the position they were made from, whatever the limit is by then', () => {
    const cursor = encodeCursor('listAlerts', { status: 'firing', limit: 10 }, position);
    expect(pageRequest('listAlerts', { status: 'firing', limit: 20, cursor: cursor! }, shape)).toEqual({ limit: 20, after: position });
  });

  test('are missing on the first page and null after the last', () => {
    expect(pageRequest('listAlerts', {}, shape)).toEqual({ limit: 50 });
    expect(pageJson('listAlerts', {}, { items: [1, 2] }, (n) => n * 2)).toEqual({ items: [2, 4], next_cursor: null });
    expect(pageJson('listAlerts', {}, { items: [1], next: position }, String).next_cursor).toEqual(expect.any(String));
  });

  test.each([
    ['another operation', 'listRules', { status: 'firing' }],
    ['other filters', 'listAlerts', { status: 'resolved' }],
    ['fewer filters', 'listAlerts', {}],
  ])('are refused for %s', (_name, operation, query) => {
    const cursor = encodeCursor('listAlerts', { status: 'firing' }, position)!;
    expect(() => decodeCursor(operation, { ...query, cursor }, shape)).toThrow('is not a cursor of this list');
  });

  test('are refused when anything in them was changed', () => {
    const cursor = encodeCursor('listAlerts', {}, position)!;
    fc.assert(
      fc.property(fc.nat(cursor.length - 1), fc.constantFrom('A', 'z', '0', '-', '_', '=', ' ', 'é'), (at, sign) => {
        const changed = cursor.slice(0, at) + sign + cursor.slice(at + 1);
        fc.pre(changed !== cursor);
        expect(() => decodeCursor('listAlerts', { cursor: changed }, shape)).toThrow();
      }),
    );
  });

  test.each([
    ['too few values', ['x']],
    ['a thirteenth month', ['2026-13-01T00:00:00.000Z', position[1]]],
    ['a number instead of a uuid', [position[0], '1; drop table']],
    ['control characters', [position[0], '\0']],
  ])('are refused before they reach SQL: %s', (_name, values) => {
    const cursor = encodeCursor('listAlerts', {}, values)!;
    expect(() => decodeCursor('listAlerts', { cursor }, shape)).toThrow();
  });

  test('survive any text as a sort value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (name) => {
        const cursor = encodeCursor('listThings', {}, [name])!;
        const read = () => decodeCursor('listThings', { cursor }, ['text']);
        if (name.isWellFormed() && !/\p{Cc}/u.test(name)) expect(read()).toEqual([name]);
        else expect(read).toThrow();
      }),
    );
  });
});
