import type { Json, JsonObject } from '#internal/kernel';
import type { WorkflowDefinition } from './definition.ts';
import type { RecordedRun } from './execution-record.ts';
import type { RerunPlace } from './execution.ts';
import { Reruns } from './rerun.ts';

const definitionOf = (tasks: readonly JsonObject[], more: object = {}): WorkflowDefinition => ({ document: {}, ...more, do: tasks }) as unknown as WorkflowDefinition;
const run = (path: string, rest: Partial<RecordedRun> = {}): RecordedRun => ({ path, name: path, kind: 'set', status: 'completed', attempt: 1, ...rest });
const ran = (path: string, output: Json): RecordedRun => run(path, { output });
const failed = (path: string, status = 500, attempt = 1): RecordedRun => run(path, { status: 'failed', attempt, error: { type: 't', status, instance: path } });
const refused = (reason: string, code = 'conflict') => expect.objectContaining({ code, message: expect.stringContaining(reason) });

const set = (rest: JsonObject = {}): JsonObject => ({ set: { n: 1 }, ...rest });
const place = (tasks: readonly JsonObject[], runs: readonly RecordedRun[], from: string, { input = { first: true }, override, more = {}, rerunFrom }: { readonly input?: Json; readonly override?: Json; readonly more?: object; readonly rerunFrom?: RerunPlace } = {}) =>
  new Reruns({ definition: definitionOf(tasks, more), input, runs, ...(rerunFrom && { rerunFrom }) }).place(from, override).place;

describe('a rerun from the outermost list', () => {
  const tasks = [{ a: set() }, { b: set() }, { c: { do: [{ d: set() }] } }];
  const runs = [ran('/do/0/a', { n: 1 }), ran('/do/1/b', { n: 2 }), run('/do/2/c', { status: 'failed' }), failed('/do/2/c/do/0/d')];

  test.each([['/do/0/a', 0, undefined], ['/do/1/b', 1, { n: 1 }], ['/do/2/c', 2, { n: 2 }]])('from %s gets what that task got', (from, index, data) => {
    expect(place(tasks, runs, from)).toEqual({ path: from, index, ...(data && { data }), skipped: index });
  });

  test('gets what the run that it names got, where the task was visited again', () => {
    const again = [ran('/do/0/a', { n: 1 }), ran('/do/1/b', { n: 2 }), ran('/do/0/a#2', { n: 3 }), ran('/do/1/b#2', { n: 4 })];
    expect(place(tasks, again, '/do/1/b').data).toEqual({ n: 1 });
    expect(place(tasks, again, '/do/1/b#2').data).toEqual({ n: 3 });
  });

  test('gets the input that somebody gives instead, also of a task that never ran', () => {
    expect(place(tasks, [], '/do/2/c', { override: { own: 1 } })).toEqual({ path: '/do/2/c', index: 2, data: { own: 1 }, skipped: 0 });
  });

  test('does not begin behind an approval that nobody gave', () => {
    const gated = [{ a: set({ metadata: { orchestrix: { approval: { approvers: {} } } } }) }, { b: set() }];
    expect(() => place(gated, [failed('/do/0/a', 403)], '/do/1/b', { override: {} })).toThrow(refused('asks people'));
    expect(place(gated, [ran('/do/0/a', {})], '/do/1/b', { override: {} }).index).toBe(1);
  });

  test.each(['/do/7/x', 'c', '', '/do/2/c/do/1/d', '/do/0/a/do/0/x', '/verify'])('from %j is refused: it is no task', (from) => {
    expect(() => place(tasks, runs, from)).toThrow(expect.objectContaining({ code: 'invalid' }));
  });

  test('is refused for a task that never ran', () => {
    expect(() => place(tasks, [ran('/do/0/a', {})], '/do/2/c')).toThrow(refused('never ran'));
  });
});

describe('a rerun from inside', () => {
  const inside = (task: JsonObject): readonly JsonObject[] => [{ z: set() }, { t: task }];
  const list = (index: number, data?: Json): JsonObject => ({ kind: 'list', index, ...(data !== undefined && { data }) });
  const T = '/do/1/t';
  const cases: readonly (readonly [string, JsonObject, readonly RecordedRun[], string, readonly JsonObject[]])[] = [
    ['of a block, its first task', { do: [{ a: set() }] }, [ran(`${T}/do/0/a`, 1)], `${T}/do/0/a`, [{ kind: 'task' }, list(0)]],
    ['of a block, a later task', { do: [{ a: set() }, { b: set() }] }, [ran(`${T}/do/0/a`, 1), failed(`${T}/do/1/b`)], `${T}/do/1/b`, [{ kind: 'task' }, list(1, 1)]],
    ['of a block, behind a task that was skipped', { do: [{ a: set() }, { s: set() }, { b: set() }] }, [ran(`${T}/do/0/a`, 1), run(`${T}/do/1/s`, { status: 'skipped' }), failed(`${T}/do/2/b`)], `${T}/do/2/b`, [{ kind: 'task' }, list(2, 1)]],
    ['of a block in a block', { do: [{ a: set() }, { b: { do: [{ c: set() }] } }] }, [ran(`${T}/do/0/a`, 1), run(`${T}/do/1/b`), failed(`${T}/do/1/b/do/0/c`)], `${T}/do/1/b/do/0/c`, [{ kind: 'task' }, list(1, 1), { kind: 'task' }, list(0)]],
    ['of a try', { try: [{ a: set() }, { b: set() }], catch: {} }, [ran(`${T}/try/0/a`, 1), failed(`${T}/try/1/b`)], `${T}/try/1/b`, [{ kind: 'task' }, { kind: 'try' }, list(1, 1)]],
    ['of the second attempt of a try, its first task', { try: [{ a: set() }, { b: set() }], catch: { retry: {} } }, [ran(`${T}/try/0/a`, 1), failed(`${T}/try/1/b`), ran(`${T}/try/0/a#2`, 2), failed(`${T}/try/1/b`, 500, 2)], `${T}/try/0/a#2`, [{ kind: 'task' }, { kind: 'try' }, list(0)]],
    ['of the last attempt of a try', { try: [{ a: set() }, { b: set() }], catch: { retry: {} } }, [ran(`${T}/try/0/a`, 1), failed(`${T}/try/1/b`), ran(`${T}/try/0/a#2`, 2), failed(`${T}/try/1/b`, 500, 2)], `${T}/try/1/b`, [{ kind: 'task' }, { kind: 'try' }, list(1, 2)]],
    ['of a handler, with the error', { try: [{ a: set() }], catch: { do: [{ h: set() }] } }, [failed(`${T}/try/0/a`, 503), ran(`${T}/catch/do/0/h`, 1)], `${T}/catch/do/0/h`, [{ kind: 'task' }, { kind: 'try', caught: { type: 't', status: 503, instance: `${T}/try/0/a` } }, list(0)]],
    ['of the first round of a loop', { for: { in: '.' }, do: [{ a: set() }] }, [ran(`${T}/for/0/do/0/a`, 1)], `${T}/for/0/do/0/a`, [{ kind: 'task' }, { kind: 'for', index: 0, begun: true }, list(0)]],
    ['of a later round of a loop, with what came out of the one before', { for: { in: '.' }, do: [{ a: set() }, { b: set() }] }, [ran(`${T}/for/0/do/0/a`, 1), ran(`${T}/for/0/do/1/b`, 2), failed(`${T}/for/1/do/0/a`)], `${T}/for/1/do/0/a`, [{ kind: 'task' }, { kind: 'for', index: 1, begun: true }, list(0, 2)]],
    ['of a function', { call: 'f' }, [run(`${T}/call`), ran(`${T}/call/do/0/a`, 1), failed(`${T}/call/do/1/b`)], `${T}/call/do/1/b`, [{ kind: 'task' }, { kind: 'task' }, list(1, 1)]],
    ['behind a block, whose output is that of its last task', { do: [{ a: { do: [{ x: set() }, { y: set() }] } }, { b: set() }] }, [run(`${T}/do/0/a`), ran(`${T}/do/0/a/do/0/x`, 1), ran(`${T}/do/0/a/do/1/y`, 2), failed(`${T}/do/1/b`)], `${T}/do/1/b`, [{ kind: 'task' }, list(1, 2)]],
    ['behind a fork, whose output is that of its branches', { do: [{ a: { fork: { branches: [{ x: set() }, { y: set() }] } } }, { b: set() }] }, [run(`${T}/do/0/a`), ran(`${T}/do/0/a/fork/branches/1/y`, 2), ran(`${T}/do/0/a/fork/branches/0/x`, 1), failed(`${T}/do/1/b`)], `${T}/do/1/b`, [{ kind: 'task' }, list(1, [1, 2])]],
    ['behind a wait, whose output is its input', { do: [{ a: { wait: 'PT1S' } }, { b: set() }] }, [run(`${T}/do/0/a`, { input: 5 }), failed(`${T}/do/1/b`)], `${T}/do/1/b`, [{ kind: 'task' }, list(1, 9)]],
    ['behind a call that answered null', { do: [{ a: { call: 'http' } }, { b: set() }] }, [run(`${T}/do/0/a`), failed(`${T}/do/1/b`)], `${T}/do/1/b`, [{ kind: 'task' }, list(1, null)]],
  ];
  const functions = { use: { functions: { f: { do: [{ a: set() }, { b: set() }] } } } };

  test.each(cases)('%s', (_, task, runs, from, frames) => {
    expect(place(inside(task), [ran('/do/0/z', 9), run(T), ...runs], from, { more: functions })).toMatchObject({ path: from, index: 1, data: 9, inside: frames });
  });

  test('tells what it left out: the tasks before it in the lists around', () => {
    const runs = [ran('/do/0/z', 9), run(T), ran(`${T}/do/0/a`, 1), failed(`${T}/do/1/b`)];
    const reruns = new Reruns({ definition: definitionOf(inside({ do: [{ a: set() }, { b: set() }] })), input: {}, runs });
    expect(reruns.place(`${T}/do/1/b`).leftOut.map(({ path }) => path)).toEqual(['/do/0/z', `${T}/do/0/a`]);
  });

  test('takes the input that somebody gives for its own task, not for those around', () => {
    const runs = [ran('/do/0/z', 9), run(T), failed(`${T}/do/0/a`)];
    expect(place(inside({ do: [{ a: set() }] }), runs, `${T}/do/0/a`, { override: 7 })).toMatchObject({ data: 9, inside: [{ kind: 'task' }, list(0, 7)] });
  });

  const closed: readonly (readonly [string, JsonObject, readonly RecordedRun[], string, string])[] = [
    ['a branch of a fork', { fork: { branches: [{ x: set() }] } }, [ran(`${T}/fork/branches/0/x`, 1)], `${T}/fork/branches/0/x`, `choose ${T}`],
    ['a task of a branch', { fork: { branches: [{ x: { do: [{ y: set() }] } }] } }, [run(`${T}/fork/branches/0/x`), ran(`${T}/fork/branches/0/x/do/0/y`, 1)], `${T}/fork/branches/0/x/do/0/y`, `choose ${T}`],
    ['an event of a listen', { listen: { to: {} }, foreach: { do: [{ x: set() }] } }, [ran(`${T}/foreach/0/do/0/x`, 1)], `${T}/foreach/0/do/0/x`, `choose ${T}`],
    ['a compensation', { do: [], compensate: { do: [{ x: set() }] } }, [ran(`${T}/compensate/do/0/x`, 1)], `${T}/compensate/do/0/x`, `choose ${T}`],
    ['the task of a function itself', { call: 'f' }, [run(`${T}/call`)], `${T}/call`, `choose ${T}`],
    ['a task behind a competing fork', { do: [{ a: { fork: { compete: true, branches: [{ x: set() }] } } }, { b: set() }] }, [run(`${T}/do/0/a`), ran(`${T}/do/0/a/fork/branches/0/x`, 1), failed(`${T}/do/1/b`)], `${T}/do/1/b`, 'give an input'],
    ['a handler whose error is not known', { try: [{ a: set() }], catch: { do: [{ h: set() }] } }, [run(`${T}/try/0/a`, { status: 'running' }), ran(`${T}/catch/do/0/h`, 1)], `${T}/catch/do/0/h`, `choose ${T}`],
    ['a nested task that never ran', { do: [{ a: set() }, { b: set() }] }, [failed(`${T}/do/0/a`)], `${T}/do/1/b`, 'never ran'],
  ];
  test.each(closed)('is refused from %s, and says what to choose', (_, task, runs, from, reason) => {
    expect(() => place(inside(task), [ran('/do/0/z', 9), run(T), ...runs], from, { more: functions })).toThrow(refused(reason));
  });
});

describe('the context of a rerun', () => {
  const exporting = set({ export: { as: '.' } });
  const tasks = [{ a: exporting }, { b: { do: [{ c: exporting }, { d: set() }], export: { as: '.' } } }, { e: set() }];
  const runs = [run('/do/0/a', { context: 1 }), run('/do/1/b', { context: 3 }), run('/do/1/b/do/0/c', { context: 2 }), run('/do/1/b/do/1/d'), run('/do/2/e')];

  test.each([['/do/0/a', undefined], ['/do/1/b', 1], ['/do/1/b/do/0/c', 1], ['/do/1/b/do/1/d', 2], ['/do/2/e', 3]])('from %s is what it was then', (from, context) => {
    expect(place(tasks, runs, from).context).toEqual(context);
  });

  test('is refused where an older record does not say it', () => {
    expect(() => place(tasks, runs.map(({ context: _, ...rest }) => rest), '/do/2/e')).toThrow(refused('the context that /do/1/b exported'));
  });

  test('is refused where branches exported side by side', () => {
    const fork = [{ f: { fork: { branches: [{ x: exporting }, { y: exporting }] } } }, { e: set() }];
    const side = [run('/do/0/f'), run('/do/0/f/fork/branches/0/x', { context: 1 }), run('/do/0/f/fork/branches/1/y', { context: 2 }), run('/do/1/e')];
    expect(() => place(fork, side, '/do/1/e')).toThrow(refused('which branch'));
  });

  test('keeps a task around from being entered with another one', () => {
    const loop = [{ l: { for: { in: '$context.items' }, do: [{ x: exporting }] } }];
    const rounds = [run('/do/0/l'), run('/do/0/l/for/0/do/0/x', { output: 1, context: 1 }), run('/do/0/l/for/1/do/0/x', { output: 2, context: 2 })];
    expect(place(loop, rounds, '/do/0/l/for/0/do/0/x').inside).toHaveLength(3);
    expect(() => place(loop, rounds, '/do/0/l/for/1/do/0/x')).toThrow(refused('choose /do/0/l'));
  });
});

describe('tasks that extensions extend', () => {
  const extended = (extension: JsonObject) => ({ use: { extensions: [{ log: { extend: 'composite', ...extension } }] } });
  const tasks = [{ b: { do: [{ a: set() }] } }];
  const runs = [run('/do/0/b/before/log/0/x'), run('/do/0/b'), failed('/do/0/b/do/0/a')];
  const [beside] = [[{ x: set() }]];

  test('are gone on with by a rerun from inside, with the extensions that applied', () => {
    const inside = (more: object, record = runs) => place(tasks, record, '/do/0/b/do/0/a', { more }).inside?.[0];
    expect(inside(extended({ before: beside }))).toEqual({ kind: 'extended', applying: ['/use/extensions/0/log'] });
    expect(inside(extended({ before: beside, when: '.n' }))).toEqual({ kind: 'extended', applying: ['/use/extensions/0/log'] });
    expect(inside(extended({ before: beside, when: '.n' }), runs.slice(1))).toEqual({ kind: 'extended', applying: [] });
  });

  test('are to be chosen themselves where it is not on record whether an extension applied', () => {
    expect(() => place(tasks, runs, '/do/0/b/do/0/a', { more: extended({ after: beside, when: '.n' }) })).toThrow(refused('choose /do/0/b'));
    expect(() => place(tasks, runs, '/do/0/b/before/log/0/x', { more: extended({ before: beside }) })).toThrow(refused('choose /do/0/b'));
  });
});

describe('a rerun of a rerun', () => {
  const tasks = [{ z: set() }, { t: { try: [{ a: set() }], catch: { do: [{ h: set() }, { i: set() }] } } }];
  const skipped = run('/do/0/z', { status: 'skipped' });
  const caught = { type: 't', status: 503 };

  test('takes what the first one took where its own record begins behind it', () => {
    const rerunFrom: RerunPlace = { path: '/do/1/t/catch/do/0/h', index: 1, data: 9, inside: [{ kind: 'task' }, { kind: 'try', caught }, { kind: 'list', index: 0, data: 5 }], context: 8, skipped: 1 };
    const runs = [skipped, run('/do/1/t'), ran('/do/1/t/catch/do/0/h', 1), failed('/do/1/t/catch/do/1/i')];
    expect(place(tasks, runs, '/do/1/t/catch/do/1/i', { rerunFrom })).toMatchObject({ data: 9, context: 8, inside: [{ kind: 'task' }, { kind: 'try', caught }, { kind: 'list', index: 1, data: 1 }] });
    expect(place(tasks, runs, '/do/1/t/catch/do/0/h', { rerunFrom })).toMatchObject({ data: 9, inside: [{ kind: 'task' }, { kind: 'try', caught }, { kind: 'list', index: 0, data: 5 }] });
    expect(place(tasks, runs, '/do/1/t', { rerunFrom })).toMatchObject({ index: 1, data: 9 });
  });

  test('knows nothing of the tasks that the first one left out', () => {
    expect(() => place(tasks, [skipped, run('/do/1/t')], '/do/0/z', { rerunFrom: { index: 1, data: 9 } })).toThrow(refused('never ran'));
  });

  test('is refused when the first one went back to before its beginning', () => {
    expect(() => place(tasks, [ran('/do/0/z', 1), run('/do/1/t')], '/do/1/t', { rerunFrom: { index: 1, data: 9, skipped: 1 } })).toThrow(refused('that it reran'));
  });
});
