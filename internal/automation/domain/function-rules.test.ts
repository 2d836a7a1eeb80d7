import type { Json, JsonObject } from '#internal/kernel';
import type { WorkflowDefinition } from './definition.ts';
import { functionFaults } from './function-rules.ts';
import { pathFaults } from './task-paths.ts';

const set = { set: { a: 1 } };
const definition = (functions: JsonObject, tasks: Json = [{ go: { call: 'a' } }]) => ({ document: {}, use: { functions }, do: tasks }) as unknown as WorkflowDefinition;
const faults = (functions: JsonObject, tasks?: Json) => functionFaults(definition(functions, tasks)).map(({ field, reason }) => [field, reason]);

describe('functions of a definition', () => {
  test('may call each other as long as none comes back to itself', () => {
    expect(faults({ a: { do: [{ x: { call: 'b' } }, { y: { call: 'b' } }] }, b: set })).toEqual([]);
    expect(faults({ a: { do: [{ x: { call: 'b' } }] }, b: { try: [], catch: { do: [{ y: { call: 'c' } }] } }, c: { for: { in: '.x' }, do: [{ z: { call: 'a' } }] } })).toEqual([
      ['/use/functions/a', 'calls itself: a → b → c → a'],
      ['/use/functions/b', 'calls itself: b → c → a → b'],
      ['/use/functions/c', 'calls itself: c → a → b → c'],
    ]);
    expect(faults({ a: { call: 'a' } })).toEqual([['/use/functions/a', 'calls itself: a → a']]);
    expect(faults({ a: { ...set, compensate: { do: [{ undo: { call: 'a' } }] } } })[0]).toEqual(['/use/functions/a', 'calls itself: a → a']);
  });

  test('must be there', () => {
    expect(faults({}, [{ go: { call: 'toString' } }])).toEqual([['/do/0/go/call', "names no function of use.functions: 'toString'"]]);
  });

  test('with compensations cannot undo anything, not even by way of another', () => {
    const undo = [{ go: { ...set, compensate: { do: [{ undo: { call: 'a' } }] } } }];
    expect(faults({ a: { do: [{ x: { call: 'b' } }] }, b: { ...set, compensate: { do: [] } } }, undo)).toEqual([['/do/0/go/compensate/do/0/undo/call', 'has compensations of its own, which cannot stand inside a compensation']]);
    expect(faults({ a: set, b: { ...set, compensate: { do: [] } } }, undo)).toEqual([]);
  });

  test('make the paths of their tasks longer by that of the call', () => {
    const long = (name: string) => name.repeat(120);
    const nested = definition({ a: { do: [{ [long('x')]: { call: 'b' } }] }, b: { do: [{ [long('y')]: { call: 'c' } }] }, c: { do: [{ [long('z')]: { do: [{ [long('w')]: set }] } }] } });
    expect(pathFaults(nested).map(({ field }) => field)).toEqual(['/do/0/go', `/use/functions/a/do/0/${long('x')}`]);
    expect(pathFaults(definition({ a: set }))).toEqual([]);
  });
});
