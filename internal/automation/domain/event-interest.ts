import type { Json, JsonObject } from '#internal/kernel';
import type { CloudEvent } from './cloud-event.ts';
import type { EventConsumption, EventFilter } from './event-arguments.ts';
import { programOf, wrappedProgram } from './expression-syntax.ts';
import { isObject } from './json-shape.ts';

/** What one place of an event has to be: a value, a regular expression of the whole text, or a program that says true or the value itself. */
export type EventTest = { readonly path: readonly string[] } & ({ readonly equals: Json } | { readonly pattern: string } | { readonly program: string });

/** One filter, ready to be held against events. */
export interface InterestFilter {
  readonly tests: readonly EventTest[];
  readonly correlate: readonly { readonly name: string; readonly from: string; readonly expect?: Json }[];
}

export type InterestMode = 'one' | 'all' | 'any';
/** How many events end the waiting; `filters` are indexes into the list of the interest. */
export interface InterestStrategy {
  readonly mode: InterestMode;
  readonly filters: readonly number[];
  /** Ends an `any`: a program on what was consumed so far, another strategy, or nothing ever. */
  readonly until?: string | InterestStrategy | false;
}

/** What a `listen` or a `schedule.on` waits for, with everything evaluated that does not depend on an event. */
export interface Interest {
  readonly filters: readonly InterestFilter[];
  readonly strategy: InterestStrategy;
  /** What programs on events see beside the event. */
  readonly variables: Readonly<Record<string, Json>>;
}

/** A filter that an event passes, with the values that it is correlated by. */
export interface FilterMatch {
  readonly filter: number;
  readonly correlation: JsonObject;
}

// A dot alone stands in every type and address, so it makes no pattern.
const PATTERN = /[\^$*+?()[\]{}|\\]/;

const testsOf = (value: Json, path: readonly string[]): readonly EventTest[] => {
  if (isObject(value)) return Object.entries(value).flatMap(([name, part]: [string, Json]) => testsOf(part, [...path, name]));
  if (typeof value !== 'string') return [{ path, equals: value }];
  const program = wrappedProgram(value);
  if (program !== undefined) return [{ path, program }];
  return [PATTERN.test(value) ? { path, pattern: value } : { path, equals: value }];
};

/** Flattens a consumption strategy. `expectations` evaluates what a correlation expects; it is a constant or an expression of the task. */
export async function interestOf(
  consumption: EventConsumption,
  expectations: (expect: string) => Promise<Json>,
  variables: (programs: readonly string[]) => Readonly<Record<string, Json>>,
): Promise<Interest> {
  const filters: InterestFilter[] = [];
  const add = async ({ with: attributes, correlate = {} }: EventFilter): Promise<number> => {
    const keys = await Promise.all(Object.entries(correlate).map(async ([name, { from, expect }]) => ({ name, from: programOf(from), ...(expect !== undefined && { expect: await expectations(expect) }) })));
    return filters.push({ tests: testsOf(attributes as JsonObject, []), correlate: keys }) - 1;
  };
  const strategyOf = async (part: EventConsumption): Promise<InterestStrategy> => {
    const mode: InterestMode = 'one' in part ? 'one' : 'all' in part ? 'all' : 'any';
    const list = 'one' in part ? [part.one] : 'all' in part ? part.all : part.any;
    // The specification: an empty `any` listens to everything.
    const wanted = mode === 'any' && list.length === 0 ? [{ with: {} }] : list;
    const indexes: number[] = [];
    for (const filter of wanted) indexes.push(await add(filter));
    const until = 'any' in part ? part.until : undefined;
    if (until === undefined) return { mode, filters: indexes };
    return { mode, filters: indexes, until: typeof until === 'object' ? await strategyOf(until) : until === false ? false : programOf(until) };
  };
  const strategy = await strategyOf(consumption);
  const programs = filters.flatMap(({ tests, correlate }) => [...tests.flatMap((test) => ('program' in test ? [test.program] : [])), ...correlate.map(({ from }) => from)]);
  return { filters, strategy, variables: variables(programs) };
}

/** The value that a filter asks of an attribute literally: what subscriptions are looked up by. */
export function literalOf({ tests }: InterestFilter, attribute: 'type' | 'source'): string | undefined {
  const test = tests.find(({ path }) => path.length === 1 && path[0] === attribute);
  return test && 'equals' in test && typeof test.equals === 'string' ? test.equals : undefined;
}

const at = (event: Json, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((part, name) => (isObject(part) && Object.hasOwn(part, name) ? part[name] : undefined), event);

/** Equality of JSON values; the order of properties does not count. */
export function equal(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((part: Json, index) => equal(part, (other as readonly Json[])[index]));
  if (!isObject(one) || !isObject(other)) return false;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(other, name) && equal(one[name], other[name]));
}

/** Whether the event passes everything that takes no program: values, and texts that are their own pattern. */
export const passesLiterally = ({ tests }: InterestFilter, event: CloudEvent): boolean => tests.every((test) => !('equals' in test) || equal(at(event, test.path), test.equals));

/**
 * The jq program that decides the rest on the event: `[passes, { correlation values }]`. Undefined when nothing is left to decide. What a
 * program of the filter fails on, it does not match.
 */
export function matchProgram({ tests, correlate }: InterestFilter): string | undefined {
  const rest = tests.filter((test) => !('equals' in test));
  if (rest.length === 0 && correlate.length === 0) return undefined;
  const conditions = rest.map((test) => {
    const value = `getpath(${JSON.stringify(test.path)}) as $orxvalue | $orxvalue`;
    const judged = 'program' in test ? `[(${test.program}\n)] | any(. == true or (. == $orxvalue and . != null and . != false))` : 'pattern' in test ? `. == ${JSON.stringify(test.pattern)} or (type == "string" and test("^(?:" + ${JSON.stringify(test.pattern)} + ")$"))` : 'true';
    return `(try (${value} | ${judged}) catch false)`;
  });
  const values = correlate.map(({ name, from }) => `${JSON.stringify(name)}: (try first((${from}\n), null) catch null)`);
  return `. as $orxevent | [([${conditions.join(', ')}] | all), ($orxevent | {${values.join(', ')}})]`;
}
