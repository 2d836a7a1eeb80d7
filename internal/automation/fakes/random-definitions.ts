import fc from 'fast-check';
import type { Json, JsonObject } from '#internal/kernel';

/** The data of all random definitions. */
export interface Sample {
  readonly n: number;
  readonly log: readonly string[];
}
export type Variables = Readonly<Record<string, Json>>;
type Program = (data: Sample, variables: Variables) => Json;

/** What each program of a random definition means: the reference interpreter knows no jq. */
export const programs = new Map<string, Program>();
const program = (text: string, meaning: Program): string => {
  programs.set(text, meaning);
  return text;
};
const wrapped = (text: string, meaning: Program): string => `\${ ${program(text, meaning)} }`;
const samples = (data: Sample): readonly Sample[] => data as unknown as readonly Sample[];
const status = (value: Json | undefined): number | null => (value as { readonly status?: number } | null | undefined)?.status ?? null;
const number = (value: Json | undefined): Json => (value as Partial<Sample> | null | undefined)?.n ?? null;

const WHOLE = wrapped('.', (data) => data as unknown as Json);
const UNDO = wrapped('{ undo: true, input: ($input | .n), output: ($output // {} | .n), error: $error.status }', (_, { input, output, error }) => ({
  undo: true, input: number(input), output: number(output), error: status(error),
}));
const MERGED = program('{ n: (map(.n) | add), log: (map(.log) | add) }', (data) => ({ n: samples(data).reduce((sum, { n }) => sum + n, 0), log: samples(data).flatMap(({ log }) => log) }));
const ERROR_LOGGED = wrapped('.log + ["caught \\($error.status)"]', ({ log }, { error }) => [...log, `caught ${String(status(error))}`]);
const ITEM_ADDED = wrapped('.n + $item', ({ n }, { item }) => n + (item as number));
const N = wrapped('.n', ({ n }) => n);
const LOG = wrapped('.log', ({ log }) => log);
const EXPORTED = program('{ seen: ((($context | .seen) // 0) + .n) }', ({ n }, { context }) => ({ seen: ((context as { readonly seen?: number } | null)?.seen ?? 0) + n }));
const FROM_CONTEXT = wrapped('.n + (($context | .seen) // 0)', ({ n }, { context }) => n + ((context as { readonly seen?: number } | null)?.seen ?? 0));

/** A task without a name; lists name and connect them. */
type Draft = (names: Names) => JsonObject;
/** Hands out names; what a call answers, and how often it fails first, is part of its name. */
class Names {
  #count = 0;
  next(kind: string): string {
    this.#count += 1;
    return `${kind}${this.#count}`;
  }
}

const condition = fc.tuple(fc.constantFrom('>', '<', '=='), fc.integer({ min: -2, max: 12 })).map(([operator, bound]) =>
  program(`.n ${operator} ${bound}`, ({ n }) => (operator === '>' ? n > bound : operator === '<' ? n < bound : n === bound)),
);
const FAILURES = ['ok', 'ok', 'ok', 'no400', 'no503', 'no502', 'once503', 'once502'] as const;

interface Rules {
  /** Branches run in any order: nothing in them may depend on it. */
  readonly inBranch: boolean;
  readonly inLoop: boolean;
}

const common = ({ inBranch }: Rules): fc.Arbitrary<{ readonly if: string | null; readonly then: string | null; readonly shape: string | null; readonly export: boolean; readonly undo: string | null }> =>
  fc.record({
    if: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: condition }),
    then: fc.constantFrom(null, null, null, null, null, 'jump', 'exit', ...(inBranch ? [] : ['end'])),
    shape: fc.constantFrom(null, null, null, program('{ n: (.n + 1), log: .log }', ({ n, log }) => ({ n: n + 1, log })), program('{ n: ($input | .n), log: .log }', ({ log }, { input }) => ({ n: number(input), log }))),
    export: inBranch ? fc.constant(false) : fc.constantFrom(false, false, false, true),
    undo: inBranch ? fc.constant(null) : fc.constantFrom(null, null, 'undo-ok', 'undo-ok', 'undo-no'),
  });

const around = (own: fc.Arbitrary<Draft>, rules: Rules): fc.Arbitrary<Draft> =>
  fc.tuple(own, common(rules)).map(([draft, { if: condition, then, shape, export: exported, undo }]) => (names): JsonObject => {
    const task = draft(names);
    const pure = 'switch' in task || 'raise' in task;
    return {
      ...task,
      ...(condition !== null && { if: condition }),
      ...(then !== null && !('switch' in task) && { then }),
      ...(shape !== null && !('output' in task) && { output: { as: shape } }),
      ...(exported && { export: { as: EXPORTED } }),
      ...(undo !== null && !pure && { compensate: { do: [{ [names.next('u')]: call(names.next(undo), UNDO) }], retry: { limit: { attempt: { count: 0 } } } } }),
    };
  });
const call = (name: string, body: string): JsonObject => ({ call: 'http', with: { method: 'post', endpoint: `http://svc.test/${name}`, body } });

/** Names the tasks of a list and lets each `jump` go forward, to a task that follows. */
const listOf = (drafts: readonly Draft[], names: Names): readonly JsonObject[] => {
  const tasks = drafts.map((draft) => ({ name: names.next('t'), task: draft(names) }));
  const target = (index: number): string => tasks[Math.min(index + 2, tasks.length - 1)]?.name ?? 'exit';
  return tasks.map(({ name, task }, index) => {
    const jump = (then: Json | undefined): Json => (then === 'jump' ? (index + 1 < tasks.length ? target(index) : 'exit') : (then ?? 'continue'));
    const cases = task['switch'] as readonly JsonObject[] | undefined;
    return {
      [name]: {
        ...task,
        ...('then' in task && { then: jump(task['then']) }),
        ...(cases && { switch: cases.map((item) => Object.fromEntries(Object.entries(item).map(([key, value]) => [key, { ...(value as JsonObject), then: jump((value as JsonObject)['then']) }]))) }),
      },
    };
  });
};

function taskOf(depth: number, rules: Rules): fc.Arbitrary<Draft> {
  const { inBranch, inLoop } = rules;
  const delta = fc.integer({ min: -3, max: 5 });
  const added = delta.map((by) => wrapped(`.n + ${by}`, ({ n }) => n + by));
  const set = fc.oneof(added, fc.constantFrom(FROM_CONTEXT, N, ...(inLoop ? [ITEM_ADDED] : []))).map((n): Draft => () => ({ set: { n: inBranch && n === FROM_CONTEXT ? N : n, log: LOG } }));
  const effect = fc.constantFrom(...(inBranch ? ['ok' as const] : FAILURES)).map((outcome): Draft => (names) => call(names.next(`${outcome}-`), WHOLE));
  const choice = fc.tuple(condition, fc.constantFrom('jump', 'continue', 'exit', ...(inBranch ? [] : ['end']))).map(([when, then]): Draft => () => ({ switch: [{ some: { when, then } }, { other: { then: 'continue' } }] }));
  const raise = fc.constantFrom(400, 503).map((code): Draft => () => ({ raise: { error: { type: 'https://x.test/raised', status: code } } }));
  const leaves = [{ weight: 4, arbitrary: set }, { weight: 4, arbitrary: effect }, { weight: 1, arbitrary: choice }, ...(inBranch ? [] : [{ weight: 1, arbitrary: raise }])];
  if (depth === 0) return around(fc.oneof(...leaves), rules);

  const tasks = (more: Partial<Rules> = {}): fc.Arbitrary<readonly Draft[]> => fc.array(taskOf(depth - 1, { ...rules, ...more }), { maxLength: 3 });
  const sequence = tasks().map((list): Draft => (names) => ({ do: listOf(list, names) }));
  const loop = fc.tuple(tasks({ inLoop: true }), fc.constantFrom('[]', '[1]', '[2, 3]', '[1, 1, 1]'), fc.option(condition)).map(([list, items, condition]): Draft => (names) => ({
    for: { in: program(items, () => JSON.parse(items) as Json) }, ...(condition !== null && { while: condition }), do: listOf(list, names),
  }));
  const fork = fc.array(taskOf(depth - 1, { ...rules, inBranch: true }), { minLength: 1, maxLength: 3 }).map((list): Draft => (names) => ({
    fork: { branches: list.map((draft) => {
      const task = draft(names);
      return { [names.next('b')]: task['then'] === 'jump' ? { ...task, then: 'exit' } : 'switch' in task ? { set: { n: N, log: LOG } } : task };
    }) },
    output: { as: MERGED },
  }));
  const handler = fc.record({
    errors: fc.constantFrom(null, { with: { status: 503 } }),
    retry: fc.constantFrom(null, 0, 1, 2),
    handles: fc.boolean(),
    then: fc.constantFrom(null, null, 'exit'),
    when: fc.option(condition, { freq: 6 }),
  });
  const guarded = fc.tuple(tasks(), tasks(), handler).map(([list, handling, { errors, retry, handles, then, when }]): Draft => (names) => ({
    try: listOf(list, names),
    catch: {
      ...(errors && { errors }),
      ...(when !== null && { when }),
      ...(retry !== null && { retry: { limit: { attempt: { count: retry } } } }),
      ...(handles && { do: [{ [names.next('h')]: { set: { n: N, log: ERROR_LOGGED } } }, ...listOf(handling, names)] }),
      ...(then !== null && { then }),
    },
  }));
  const nests = [sequence, loop, fork, ...(inBranch ? [] : [guarded, guarded])].map((arbitrary) => ({ weight: 2, arbitrary }));
  return around(fc.oneof(...leaves, ...nests), rules);
}

/** Definitions over small data, of every kind of task whose outcome does not depend on time. */
export const randomDefinitions: fc.Arbitrary<JsonObject> = fc.array(taskOf(3, { inBranch: false, inLoop: false }), { minLength: 1, maxLength: 4 }).map((drafts) => ({
  document: { dsl: '1.0.3', namespace: 'test', name: 'random', version: '1.0.0' },
  do: listOf(drafts, new Names()),
}));

/** The status that a call answers on its nth attempt, the first being 0; `no503-1` always refuses, `once502-2` the first time. */
export function answeredStatus(path: string, attempt: number): number {
  const [, outcome = 'ok', code = '200'] = /^\/(no|once|undo-no)(\d{3})?/.exec(path) ?? [];
  if (outcome === 'undo-no') return 500;
  return outcome === 'no' || (outcome === 'once' && attempt === 0) ? Number(code) : 200;
}
