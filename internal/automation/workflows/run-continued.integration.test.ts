import type { Json, JsonObject } from '#internal/kernel';
import { eventually, testTemporalAddress } from '#test/support';
import { DefinitionRunner, type StartedRun } from '../fakes/definition-runner.ts';
import { EXECUTION_NEWS } from './contract.ts';

const workflow = (tasks: Json, rest: JsonObject = {}): JsonObject => ({ document: { dsl: '1.0.3', namespace: 'test', name: 'test', version: '1.0.0' }, ...rest, do: tasks });
const call = (name: string, rest: JsonObject = {}): JsonObject => ({ call: 'http', with: { method: 'post', endpoint: `\${ "http://svc.test/${name}/" + ($n | tostring) }` }, ...rest });
const undoable = (name: string): JsonObject => call(name, { metadata: { orchestrix: { compensate: { do: [{ undo: { call: 'http', with: { method: 'post', endpoint: '${ "http://svc.test/undo/" + ($output.n | tostring) }' } } }] } } }, output: { as: '{ n: $n }' } });
const loop = (times: number, tasks: readonly JsonObject[], rest: JsonObject = {}): JsonObject => ({ for: { each: 'item', in: `[range(${times})]`, at: 'n' }, do: tasks, ...rest });
const fail = { raise: { error: { type: 'https://x.test/no', status: 400, title: 'No' } } };
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** So low that every few tasks fill a history. */
const FULL = 60;

describe('an execution whose history is full goes on in another run', () => {
  jest.setTimeout(180_000);
  let runner: DefinitionRunner;
  beforeAll(async () => {
    runner = await DefinitionRunner.start(testTemporalAddress());
  });
  afterAll(() => runner.stop());
  beforeEach(() => {
    runner.world.answer = () => ({ status: 200, headers: {}, body: {} });
  });
  const start = (definition: JsonObject, options: Parameters<DefinitionRunner['run']>[1] = {}): Promise<StartedRun> => runner.run(definition, { input: {}, continueAfterEvents: FULL, ...options });

  test('with hundreds of iterations done once each, and all of them undone in reverse order when the end fails', async () => {
    const times = 110;
    const started = await start(workflow([{ each: loop(times, [{ act: undoable('act') }]) }, { finish: fail }]));
    expect(await started.result()).toEqual({ status: 'compensated' });
    const { called, end, runs } = started.recorded;
    expect(called).toEqual([...upTo(times).map((n) => `POST /act/${n}`), ...upTo(times).reverse().map((n) => `POST /undo/${n}`)]);
    expect(end).toMatchObject({ status: 'compensated', error: { status: 400 } });
    expect(new Set(runs).size).toBeGreaterThan(5);
  });

  test('with its data, its context and the names of its steps', async () => {
    const inner = loop(30, [{ sum: { set: { total: '${ .total + $n }' }, export: { as: '{ last: $n }' } } }, { act: call('act', { output: { as: '$input' } }) }]);
    const started = await start(workflow([{ begin: { set: { total: 0 } } }, { nested: { do: [{ twice: loop(2, [{ inner }], { output: { as: '{ total, last: $context.last }' } }) }] } }]));
    expect(await started.result()).toEqual({ status: 'completed' });
    const { end, steps, runs } = started.recorded;
    expect(end?.output).toEqual({ total: 870, last: 29 });
    expect([...steps.values()].filter(({ name }) => name === 'act')).toHaveLength(60);
    expect([...steps.values()].filter(({ status }) => status !== 'completed')).toEqual([]);
    expect(runs.length).toBeGreaterThan(1);
  });

  test('with the attempt of a try that it is in, and the error that a handler handles', async () => {
    const refused = new Map<string, number>();
    runner.world.answer = ({ url }) => {
      const { pathname } = new URL(url);
      const seen = (refused.get(pathname) ?? 0) + 1;
      refused.set(pathname, seen);
      return { status: pathname === '/last/0' && seen < 3 ? 503 : 200, headers: {}, body: {} };
    };
    const fixed = (name: string): JsonObject => ({ call: 'http', with: { method: 'post', endpoint: `http://svc.test/${name}` } });
    const retried = { try: [{ many: loop(25, [{ act: call('act') }]) }, { last: fixed('last/0') }], catch: { errors: { with: { status: 503 } }, retry: { delay: { milliseconds: 1 }, limit: { attempt: { count: 5 } } } } };
    const handled = { try: [{ no: fail }], catch: { as: 'problem', do: [{ clean: loop(25, [{ wipe: call('wipe') }]) }, { tell: { set: { title: '${ $problem.title }' } } }] } };
    const started = await start(workflow([{ retried }, { handled }]));
    expect(await started.result()).toEqual({ status: 'completed' });
    expect(started.recorded.end?.output).toEqual({ title: 'No' });
    const { called } = started.recorded;
    expect(called.filter((path) => path === 'POST /last/0')).toHaveLength(3);
    expect(called.filter((path) => path.startsWith('POST /wipe'))).toHaveLength(25);
  });

  test('with its deadline: it counts from the first run', async () => {
    const started = await start(workflow([{ each: loop(1000, [{ act: undoable('act') }]) }]), { timeoutSeconds: 4 });
    expect(await started.result()).toEqual({ status: 'timed_out' });
    const { called, runs } = started.recorded;
    const acts = called.filter((path) => path.startsWith('POST /act')).length;
    expect(called.filter((path) => path.startsWith('POST /undo'))).toHaveLength(acts);
    expect(runs.length).toBeGreaterThan(1);
  });

  test('and can be cancelled in any of them', async () => {
    const started = await start(workflow([{ each: loop(1000, [{ act: undoable('act') }]) }]));
    await eventually(async () => started.recorded.runs.length, (count) => count >= 2, 60_000);
    await started.cancel();
    expect(await started.result()).toEqual({ status: 'cancelled' });
    const acts = started.recorded.called.filter((path) => path.startsWith('POST /act'));
    expect(started.recorded.called.slice(acts.length)).toEqual(acts.map((path) => path.replace('/act/', '/undo/')).reverse());
  });

  test.each([
    ['events end it', { one: { with: { type: 'over' } } }],
    ['a condition on all of them ends it', '. | length >= 60'],
  ])('with the events that a listen has heard, and the one that its tasks are at: %s', async (_, until) => {
    const hear = { listen: { to: { any: [{ with: { type: 'answered' } }], until } }, foreach: { item: 'event', at: 'n', do: [{ note: { set: { twice: '${ $event * 2 }' } } }, { act: call('act', { output: { as: '$input' } }) }], output: { as: '.twice' } } };
    const started = await start(workflow([{ hear }]), { listenHasFrame: true });
    const [key, { events }] = await eventually(async () => [...started.recorded.subscriptions.entries()][0], (found) => found !== undefined).then((found) => found!);
    events.push(...upTo(61).map((position) => ({ position, event: { specversion: '1.0' as const, id: String(position), source: '/s', type: 'answered', data: position }, matches: [{ filter: position < 60 ? 0 : 1, correlation: {} }] })));
    await started.handle.signal(EXECUTION_NEWS, `event:${key}`);
    expect(await started.result()).toEqual({ status: 'completed' });
    expect(started.recorded.end?.output).toEqual(upTo(60).map((n) => n * 2));
    expect(started.recorded.called).toEqual(upTo(60).map((n) => `POST /act/${n}`));
    expect(started.recorded.subscriptions.size).toBe(0);
    expect(new Set(started.recorded.runs).size).toBeGreaterThan(2);
  });

  test('only after a fork, and a fork with many tasks still ends', async () => {
    const branch = (name: string): JsonObject => ({ [name]: { do: [{ many: loop(20, [{ act: call(name) }]) }] } });
    const started = await start(workflow([{ split: { fork: { branches: [branch('left'), branch('right')] } } }, { each: loop(20, [{ act: call('after') }]) }]));
    expect(await started.result()).toEqual({ status: 'completed' });
    expect(started.recorded.called).toHaveLength(60);
    expect(started.recorded.runs.length).toBeGreaterThanOrEqual(1);
  });

  test('but not for ever', async () => {
    const started = await start(workflow([{ act: { set: { n: 1 } } }, { again: { set: { n: 2 }, then: 'act' } }]), { maxTaskRuns: 150 });
    expect(await started.result()).toEqual({ status: 'failed' });
    expect(started.recorded.end?.error).toMatchObject({ detail: 'the execution ran more than 150 tasks' });
  });

  test('and what was done before a loop without an end is undone, as long as that ends', async () => {
    const loop: JsonObject[] = [{ turn: { set: { n: 1 } } }, { again: { set: { n: 2 }, then: 'turn' } }];
    const plain = (name: string): JsonObject => ({ call: 'http', with: { method: 'post', endpoint: `http://svc.test/${name}` } });
    const undone = await start(workflow([{ act: { ...plain('act'), compensate: { do: [{ undo: plain('undo') }] } } }, ...loop]), { maxTaskRuns: 60 });
    expect(await undone.result()).toEqual({ status: 'compensated' });
    expect(undone.recorded.called).toHaveLength(2);
    const endless = await start(workflow([{ act: { ...plain('act'), compensate: { do: loop, retry: { limit: { attempt: { count: 0 } } } } } }, ...loop]), { maxTaskRuns: 60 });
    expect(await endless.result()).toEqual({ status: 'compensation_failed' });
  });
});
