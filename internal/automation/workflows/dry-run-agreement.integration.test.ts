import { asTenantId, systemActor, type Json, type JsonObject } from '#internal/kernel';
import { testTemporalAddress } from '#test/support';
import { dryRunner } from '../activities/dry-run.ts';
import type { WorkflowDefinition } from '../domain/definition.ts';
import { tasksOf } from '../domain/definition-tasks.ts';
import { DefinitionRunner } from '../fakes/definition-runner.ts';
import type { DryRunRequest, MockedAnswer } from '../ports/dry-runner.ts';

const actor = systemActor(asTenantId('00000000-0000-7000-8000-000000000001'), 'test', { correlationId: 'c'.repeat(32), via: 'test' });
const call = (name: string, rest: JsonObject = {}): JsonObject => ({ call: 'http', with: { method: 'post', endpoint: `http://svc.test/${name}`, body: '${ . }' }, ...rest });
const undone = (name: string): JsonObject => call(name, { compensate: { do: [{ [`undo_${name}`]: call(`undo_${name}`) }] } });

/** Statuses of the calls, by the task's name; 200 where none is given. */
type Statuses = Readonly<Record<string, readonly number[]>>;
const extending = (extension: JsonObject): JsonObject => ({ extensions: [{ log: extension }] });
type Flow = readonly [what: string, tasks: readonly JsonObject[], input: Json, statuses: Statuses, use?: JsonObject];
const flows: readonly Flow[] = [
  ['one call', [{ a: call('a') }], {}, {}],
  ['data from task to task', [{ a: { set: { x: '${ .n + 1 }' } } }, { b: call('b', { output: { as: '.n * 2' }, export: { as: '{ seen: . }' } }) }, { c: { set: { y: '${ . }', z: '${ $context.seen }' } } }], { n: 1 }, {}],
  ['a choice', [{ a: { switch: [{ big: { when: '.n > 5', then: 'c' } }, { small: { then: 'b' } }] } }, { b: call('b', { then: 'end' }) }, { c: call('c') }], { n: 6 }, {}],
  ['a skipped task', [{ a: call('a', { if: '.n > 5' }) }, { b: call('b') }], { n: 1 }, {}],
  ['a loop of jumps', [{ a: { set: { n: '${ .n + 1 }' } } }, { b: call('b', { output: { as: '$input' } }) }, { c: { switch: [{ again: { when: '.n < 3', then: 'a' } }] } }], { n: 0 }, {}],
  ['retries that help', [{ t: { try: [{ a: call('a') }], catch: { errors: { with: { status: 503 } }, retry: { limit: { attempt: { count: 3 } } } } } }], {}, { a: [503, 503, 200] }],
  ['retries that do not', [{ t: { try: [{ a: call('a') }], catch: { retry: { limit: { attempt: { count: 1 } } }, do: [{ h: { set: { was: '${ $error.status }' } } }] } } }], {}, { a: [500, 500] }],
  ['an error that nobody takes', [{ t: { try: [{ a: call('a') }], catch: { errors: { with: { status: 404 } } } } }], {}, { a: [500] }],
  ['a raised error, caught', [{ t: { try: [{ a: { raise: { error: { type: 'https://x.test/bad', status: 400, detail: '${ .why }' } } } }], catch: { as: 'e', do: [{ b: { set: { d: '${ $e.detail }' } } }] } } }], { why: 'no' }, {}],
  ['what a failure undoes', [{ one: undone('one') }, { block: { do: [{ two: undone('two') }, { three: undone('three') }] } }, { four: undone('four') }], {}, { four: [409] }],
  ['what may have arrived is undone, too', [{ one: undone('one') }, { two: undone('two') }], {}, { two: [504] }],
  ['an expression that fails', [{ a: undone('a') }, { b: { set: { x: '${ .a.b + {} }' } } }], { a: 1 }, {}],
  ['a loop over items', [{ l: { for: { in: '.items' }, do: [{ a: call('a', { with: { method: 'post', endpoint: 'http://svc.test/a', body: { item: '${ $item }', at: '${ $index }' } }, output: { as: '$input' } }) }] } }], { items: [1, 2, 3] }, { a: [200, 200, 503] }],
  ['what extensions put before and after a task', [{ a: call('a', { output: { as: '{ n: 5 }' } }) }, { b: { set: { n: 2 } } }], { n: 1 }, {}, extending({
    extend: 'call', before: [{ first: call('first', { with: { method: 'post', endpoint: 'http://svc.test/first', body: '${ { task: $task.name, n: $task.input.n } }' } }) }], after: [{ last: call('last', { with: { method: 'post', endpoint: 'http://svc.test/last', body: '${ $task.output }' } }) }],
  })],
  ['an extension that applies only sometimes', [{ a: call('a') }, { b: call('b') }], {}, {}, extending({ extend: 'all', when: '$task.name == "b"', before: [{ x: call('x') }] })],
  ['an extension that takes the place of a task', [{ a: call('a', { then: 'c' }) }, { b: call('b') }, { c: { set: { got: '${ . }' } } }], {}, {}, extending({ extend: 'call', before: [{ x: { set: { instead: 1 }, then: 'exit' } }] })],
  ['an extension of a task that is skipped', [{ a: call('a', { if: 'false' }) }], {}, {}, extending({ extend: 'call', before: [{ x: call('x') }] })],
  ['extensions around a block and inside of it', [{ a: { do: [{ b: { set: { n: 1 } } }, { c: { set: { n: '${ .n + 1 }' } } }] } }], {}, {}, extending({ extend: 'all', before: [{ x: call('x') }], after: [{ y: call('y') }] })],
  ['a function, extended like any other task', [{ a: { call: 'f', with: { n: '${ .n + 1 }' } } }], { n: 1 }, {}, { functions: { f: { do: [{ g: call('g') }] } }, ...extending({ extend: 'call', before: [{ x: call('x') }] }) }],
  ['an error before a task', [{ a: call('a') }, { b: call('b') }], {}, { x: [200, 500] }, extending({ extend: 'call', before: [{ x: call('x') }] })],
  ['an input that does not fit', [{ a: call('a', { input: { schema: { document: { type: 'object', required: ['host'] } } } }) }], {}, {}],
];

describe('a dry run with mocks', () => {
  jest.setTimeout(120_000);
  let runner: DefinitionRunner;
  beforeAll(async () => {
    runner = await DefinitionRunner.start(testTemporalAddress());
  });
  afterAll(() => runner.stop());

  test.each(flows.map((flow) => ({ what: flow[0], flow })))('calls, ends and undoes as an execution does: $what', async ({ flow: [, tasks, input, statuses, use] }) => {
    const definition: JsonObject = { document: { dsl: '1.0.3', namespace: 'test', name: 'test', version: '1.0.0' }, do: tasks, ...(use && { use }) };
    const counts = new Map<string, number>();
    runner.world.answer = ({ url }) => {
      const name = new URL(url).pathname.slice(1);
      const count = counts.get(name) ?? 0;
      counts.set(name, count + 1);
      return { status: statuses[name]?.[count] ?? 200, headers: {}, body: { n: name.length } };
    };
    const started = await runner.run(definition, { input });
    await started.result();
    const { calls, end } = started.recorded;

    const mocks: DryRunRequest['mocks'] = Object.fromEntries(tasksOf(definition as unknown as WorkflowDefinition).map(({ name, pointer }) => {
      const answer = (status: number): MockedAnswer => (status < 300 ? { output: { n: name.length } } : { error: { status } });
      return [pointer, (statuses[name] ?? [200]).map(answer)];
    }));
    const report = await dryRunner({ expressions: runner.expressions, schemas: runner.schemas, now: Date.now }).run(actor, { definition, input, mocks });
    const real = calls.filter(({ url }) => !url.includes('undo_')).map(({ method, url, body }) => ({ method, url, body }));
    const dry = report.steps.flatMap(({ detail }) => (detail['request'] ? [detail['request'] as JsonObject] : [])).map(({ method, url, body }) => ({ method, url, body }));
    expect(dry).toEqual(real);
    expect(report.status === 'completed').toBe(end?.status === 'completed');
    expect(report.output ?? null).toEqual(end?.output ?? null);
    const essence = (error: Json | undefined) => error && { status: (error as JsonObject)['status'], type: (error as JsonObject)['type'], instance: (error as JsonObject)['instance'] };
    expect(essence(report.error)).toEqual(essence(end?.error));
    if (report.status === 'failed') expect(report.compensations.map(({ name }) => `undo_${name}`)).toEqual(calls.filter(({ url }) => url.includes('undo_')).map(({ url }) => new URL(url).pathname.slice(1)));
  });
});
