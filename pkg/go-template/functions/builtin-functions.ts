import { asText, GoMap, type GoFunction, GoSlice, type GoValue, isTrue, typeName, utf8 } from '../values/go-value.ts';
import { sprint, sprintf, sprintln } from '../values/go-printf.ts';
import { equalsOneOf, isLess, isLessOrEqual } from './compare-values.ts';
import { escapeHtml, escapeJs, escapeQuery } from './text-escapes.ts';

const ANY = 'reflect.Value';
const of = (params: readonly string[], call: (...args: GoValue[]) => GoValue): [GoFunction['params'], undefined, GoFunction['call']] => [params, undefined, (args) => call(...args)];
const many = (params: readonly string[], call: (args: readonly GoValue[]) => GoValue, variadic = ANY): [GoFunction['params'], string, GoFunction['call']] => [params, variadic, call];

const table: Readonly<Record<string, [GoFunction['params'], string | undefined, GoFunction['call']]>> = {
  // These two do not evaluate all of their arguments: whoever calls takes care of it.
  and: many([ANY], (args) => args.at(-1)),
  or: many([ANY], (args) => args.at(-1)),
  not: of([ANY], (value) => !isTrue(value)),
  eq: many([ANY], ([first, ...others]) => equalsOneOf(first, others)),
  ne: of([ANY, ANY], (one, other) => !equalsOneOf(one, [other])),
  lt: of([ANY, ANY], isLess),
  le: of([ANY, ANY], isLessOrEqual),
  gt: of([ANY, ANY], (one, other) => !isLessOrEqual(one, other)),
  ge: of([ANY, ANY], (one, other) => !isLess(one, other)),
  print: many([], sprint, 'any'),
  println: many([], sprintln, 'any'),
  printf: many(['string'], ([format, ...values]) => sprintf(asText(format), values), 'any'),
  html: many([], (args) => escapeHtml(textOf(args)), 'any'),
  js: many([], (args) => escapeJs(textOf(args)), 'any'),
  urlquery: many([], (args) => escapeQuery(textOf(args)), 'any'),
  len: of([ANY], lengthOf),
  index: many([ANY], ([item, ...indexes]) => indexes.reduce(elementAt, needsValue(item, 'index'))),
  slice: many([ANY], ([item, ...indexes]) => sliceOf(item, indexes)),
  call: many([ANY], ([value]) => {
    throw new Error(value === undefined || value === null ? 'call of nil' : `non-function ${sprint([value])} of type ${typeName(value)}`);
  }),
};

/** The functions that Go's text/template has by itself. */
export const builtinFunctions: ReadonlyMap<string, GoFunction> = new Map(
  Object.entries(table).map(([name, [params, variadic, call]]): [string, GoFunction] => [name, variadic === undefined ? { params, call } : { params, variadic, call }]),
);

const textOf = (values: readonly GoValue[]): string => sprint(values.map((value) => (value === undefined || value === null ? '<no value>' : value)));

function needsValue(item: GoValue, action: string): GoValue {
  if (item === undefined || item === null) throw new Error(`${action} of untyped nil`);
  return item;
}

function lengthOf(item: GoValue): bigint {
  if (typeof item === 'string') return BigInt(utf8(item).length);
  if (item instanceof GoMap) return BigInt(item.entries.size);
  if (item instanceof GoSlice) return BigInt(item.items.length);
  throw new Error(item === undefined || item === null ? 'reflect: call of reflect.Value.Type on zero Value' : `len of type ${typeName(item)}`);
}

function position(index: GoValue, size: number): number {
  if (index === undefined || index === null) throw new Error('cannot index slice/array with nil');
  if (typeof index !== 'bigint') throw new Error(`cannot index slice/array with type ${typeName(index)}`);
  if (index < 0n || index > BigInt(size)) throw new Error(`index out of range: ${index}`);
  return Number(index);
}

function elementAt(item: GoValue, index: GoValue): GoValue {
  if (item instanceof GoMap) {
    if (typeof index === 'string') return item.get(index);
    throw new Error(index === undefined || index === null ? 'value is nil; should be of type string' : `value has type ${typeName(index)}; should be string`);
  }
  if (item instanceof GoSlice) {
    const at = position(index, item.items.length);
    if (at === item.items.length) throw new Error('reflect: slice index out of range');
    return item.items[at];
  }
  if (typeof item === 'string') {
    const bytes = utf8(item);
    const at = position(index, bytes.length);
    const byte = bytes[at];
    if (byte === undefined) throw new Error('reflect: string index out of range');
    return BigInt(byte);
  }
  throw new Error(item === undefined || item === null ? 'index of nil pointer' : `can't index item of type ${typeName(item)}`);
}

function sliceOf(value: GoValue, indexes: readonly GoValue[]): GoValue {
  const item = needsValue(value, 'slice');
  if (indexes.length > 3) throw new Error(`too many slice indexes: ${indexes.length}`);
  if (typeof item === 'string' && indexes.length === 3) throw new Error('cannot 3-index slice a string');
  if (typeof item !== 'string' && !(item instanceof GoSlice)) throw new Error(`can't slice item of type ${typeName(item)}`);
  const size = typeof item === 'string' ? utf8(item).length : item.items.length;
  const [from = 0, to = size, limit = size] = indexes.map((index) => position(index, size));
  if (from > to) throw new Error(`invalid slice index: ${from} > ${to}`);
  if (to > limit) throw new Error(`invalid slice index: ${to} > ${limit}`);
  return typeof item === 'string' ? utf8(item).subarray(from, to).toString('utf8') : new GoSlice(item.items.slice(from, to), item.typeName);
}
