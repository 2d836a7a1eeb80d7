import { Worker } from '@temporalio/worker';
import type { Json, JsonObject } from '#internal/kernel';
import { testTemporalAddress } from '#test/support';
import { historyOf, historyText } from '#test/temporal';
import { slotHolder, turnTopic } from '../domain/throttle-queue.ts';
import { bundleWorkflows, DefinitionRunner } from '../fakes/definition-runner.ts';
import { silence } from '../fakes/execution-world.ts';
import { EXECUTION_NEWS } from './contract.ts';

const workflow = (tasks: Json, rest: JsonObject = {}): JsonObject => ({ document: { dsl: '1.0.3', namespace: 'test', name: 'test', version: '1.0.0' }, ...rest, do: tasks });
const call = (name: string, rest: JsonObject = {}): JsonObject => ({ call: 'http', with: { method: 'post', endpoint: `http://svc.test/${name}` }, ...rest });
const undone = (name: string): JsonObject => call(name, { metadata: { orchestrix: { compensate: { do: [{ [`undo_${name}`]: call(`undo/${name}`) }] } } } });
const fail = { raise: { error: { type: 'https://x.test/no', status: 400 } } };

describe('loops, branches and functions', () => {
  jest.setTimeout(150_000);
  let runner: DefinitionRunner;
  beforeAll(async () => {
    runner = await DefinitionRunner.start(testTemporalAddress());
  });
  afterAll(() => runner.stop());
  /** Paths in `hang` never answer, those in `broken` answer 400. */
  let hang: readonly string[];
  let broken: readonly string[];
  beforeEach(() => {
    hang = [];
    broken = [];
    runner.world.answer = (request, signal) => {
      const { pathname } = new URL(request.url);
      return hang.includes(pathname) ? silence(request, signal) : { status: broken.includes(pathname) ? 400 : 200, headers: {}, body: { pathname } };
    };
  });

  const complete = async (definition: JsonObject, input: Json = {}) => {
    const started = await runner.run(definition, { input });
    const result = await started.result();
    return { ...started, result, end: started.recorded.end };
  };

  describe('for', () => {
    test('passes the output of an iteration to the next, and names each by its index', async () => {
      const { end, recorded } = await complete(
        workflow([{ loop: { for: { each: 'host', in: '.hosts', at: 'n' }, do: [{ restart: { call: 'http', with: { method: 'post', endpoint: 'http://svc.test/r', body: '${ { host: $host, n: $n, before: .n } }' }, output: { as: '{ n: $n }' } } }] } }]),
        { hosts: ['a', 'b'] },
      );
      expect(end).toEqual({ status: 'completed', output: { n: 1 } });
      expect(recorded.calls.map(({ body }) => body)).toEqual([{ host: 'a', n: 0, before: null }, { host: 'b', n: 1, before: 0 }]);
      expect([...recorded.tickets.values()].map(({ taskPath }) => taskPath)).toEqual(['/do/0/loop/for/0/do/0/restart', '/do/0/loop/for/1/do/0/restart']);
    });

    test('goes through an inline list as long as its condition holds', async () => {
      const { end } = await complete(workflow([{ loop: { for: { in: [{ v: 1 }, { v: '${ .two }' }, { v: 3 }] }, while: '$item.v < 3 and (.sum // 0) < 10', do: [{ add: { set: { sum: '${ (.sum // 0) + $item.v }' } } }] } }]), { two: 2 });
      expect(end).toEqual({ status: 'completed', output: { sum: 3 } });
    });

    test('of nothing gives its input; exit ends an iteration, end the workflow', async () => {
      expect((await complete(workflow([{ loop: { for: { in: '[]' }, do: [{ a: fail }] } }]), { x: 1 })).end?.output).toEqual({ x: 1 });
      const body = (then: string) => workflow([{ loop: { for: { in: '[1,2,3]' }, do: [{ add: { set: { n: '${ (.n // 0) + 1 }' }, then } }, { never: fail }] } }, { after: { set: { n: '${ .n * 10 }' } } }]);
      expect((await complete(body('exit'))).end?.output).toEqual({ n: 30 });
      expect((await complete(body('end'))).end?.output).toEqual({ n: 1 });
    });

    test('refuses what is no list', async () => {
      expect((await complete(workflow([{ loop: { for: { in: '.x' }, do: [] } }]))).end).toMatchObject({ status: 'failed', error: { status: 400, instance: '/do/0/loop', detail: 'no list to go through: null' } });
    });

    test('run again by a retry finds the ticket of the iteration that failed, and takes a new one for those that succeeded', async () => {
      let refused = 0;
      runner.world.answer = ({ url }) => ({ status: url.endsWith('/b') && refused++ === 0 ? 503 : 200, headers: {}, body: {} });
      const loop = { for: { in: '["a","b"]' }, do: [{ send: { call: 'http', with: { method: 'post', endpoint: '${ "http://svc.test/" + $item }' }, output: { as: '{}' } } }] };
      const { recorded } = await complete(workflow([{ guarded: { try: [{ loop }], catch: { retry: { limit: { attempt: { count: 1 } } } } } }]));
      expect(recorded.called).toEqual(['POST /a', 'POST /b', 'POST /a', 'POST /b']);
      const at = '/do/0/guarded/try/0/loop/for';
      expect([...recorded.tickets.values()].map(({ taskPath, attempts }) => [taskPath, attempts])).toEqual([[`${at}/0/do/0/send`, 1], [`${at}/1/do/0/send`, 2], [`${at}/0/do/0/send#2`, 1]]);
    });

    test('what its iterations did is undone in reverse order', async () => {
      const loop = { for: { in: '["a","b"]' }, do: [{ send: { call: 'http', with: { method: 'post', endpoint: '${ "http://svc.test/" + $item }' }, compensate: { do: [{ undo: { call: 'http', with: { method: 'post', endpoint: '${ "http://svc.test/undo/" + $item }' } } }] } } }] };
      const { result, recorded } = await complete(workflow([{ loop }, { fail }]));
      expect(result.status).toBe('compensated');
      expect(recorded.called).toEqual(['POST /a', 'POST /b', 'POST /undo/b', 'POST /undo/a']);
    });
  });

  describe('fork', () => {
    test('joined gives the output of every branch in the order of the definition, whichever ends first', async () => {
      const slow = { do: [{ rest: { wait: { milliseconds: 50 } } }, { a: { set: { v: 'a' } } }] };
      const { end } = await complete(workflow([{ both: { fork: { branches: [{ slow }, { quick: { set: { v: 'b' } } }, { skipped: { if: 'false', set: { v: 'c' } } }] }, output: { as: '{ all: . }' } } }]), { x: 1 });
      expect(end).toEqual({ status: 'completed', output: { all: [{ v: 'a' }, { v: 'b' }, { x: 1 }] } });
    });

    test('the first fault stops the other branches; everything that may have happened is undone', async () => {
      hang = ['/hangs'];
      broken = ['/refused'];
      const late = { do: [{ rest: { wait: { milliseconds: 100 } } }, { refused: undone('refused') }] };
      const { result, end, recorded } = await complete(workflow([{ both: { fork: { branches: [{ hangs: undone('hangs') }, { done: undone('done') }, { late }] } } }]));
      expect(result.status).toBe('compensated');
      expect(end).toMatchObject({ error: { status: 400, instance: '/do/0/both/fork/branches/2/late/do/1/refused' } });
      expect(recorded.called.slice(3)).toEqual(['POST /undo/done', 'POST /undo/hangs']);
      expect(recorded.called.slice(0, 3).sort()).toEqual(['POST /done', 'POST /hangs', 'POST /refused']);
    });

    test('competing, the first to complete wins, faults do not count, and what the others did is undone before it goes on', async () => {
      hang = ['/hangs'];
      const loser = { do: [{ one: undone('one') }, { hangs: undone('hangs') }] };
      const winner = { do: [{ rest: { wait: { milliseconds: 150 } } }, { two: undone('two') }, { name: { set: { won: 'two' } } }] };
      const { end, recorded } = await complete(workflow([{ race: { fork: { compete: true, branches: [{ loser }, { fail }, { skipped: { if: 'false', set: { a: 1 } } }, { winner }] } } }, { next: call('next', { output: { as: '$input' } }) }]));
      expect(end).toEqual({ status: 'completed', output: { won: 'two' } });
      expect(recorded.called).toEqual(['POST /one', 'POST /hangs', 'POST /two', 'POST /undo/hangs', 'POST /undo/one', 'POST /next']);
    });

    test('competing with nobody to complete raises the first fault of the list; with nobody to compete it gives its input', async () => {
      const race = (branches: Json) => workflow([{ race: { fork: { compete: true, branches } } }]);
      const other = { raise: { error: { type: 'https://x.test/other', status: 409 } } };
      expect((await complete(race([{ fail }, { other }]))).end).toMatchObject({ status: 'failed', error: { status: 400 } });
      expect((await complete(race([{ a: { if: 'false', set: { b: 1 } } }]), { x: 1 })).end?.output).toEqual({ x: 1 });
    });

    test('end in a branch ends the workflow, and what the other branches did is undone', async () => {
      hang = ['/hangs'];
      const { end, recorded } = await complete(workflow([
        { both: { fork: { branches: [{ other: { do: [{ one: undone('one') }, { hangs: call('hangs') }] } }, { stop: { do: [{ rest: { wait: { milliseconds: 150 } } }, { last: { set: { ended: true }, then: 'end' } }] } }] } } },
        { never: fail },
      ]));
      expect(end).toEqual({ status: 'completed', output: { ended: true } });
      expect(recorded.called).toEqual(['POST /one', 'POST /hangs', 'POST /undo/one']);
    });

    test('a branch that cannot be undone makes the execution fail, and is told', async () => {
      broken = ['/undo/one'];
      hang = ['/hangs'];
      const one = call('one', { compensate: { do: [{ undo: call('undo/one') }], retry: { limit: { attempt: { count: 0 } } } } });
      const { result, end } = await complete(workflow([{ race: { fork: { compete: true, branches: [{ loser: { do: [{ one }, { hangs: call('hangs') }] } }, { winner: { do: [{ rest: { wait: { milliseconds: 100 } } }] } }] } } }]));
      expect(result.status).toBe('compensation_failed');
      expect(end).toMatchObject({ error: { detail: 'a branch that was stopped could not be undone', compensation_failures: [{ task: '/do/0/race/fork/branches/0/loser/do/0/one' }] } });
    });

    test('a timeout stops every branch', async () => {
      hang = ['/a', '/b'];
      const { end, recorded } = await complete(workflow([{ both: { timeout: { after: { milliseconds: 200 } }, fork: { branches: [{ a: call('a') }, { b: undone('b') }] } } }]));
      expect(end).toMatchObject({ status: 'compensated', error: { status: 408, instance: '/do/0/both' } });
      expect(recorded.called.at(-1)).toBe('POST /undo/b');
    });
  });

  describe('extensions', () => {
    const log = (part: string): JsonObject => ({ [part]: { call: 'http', with: { method: 'post', endpoint: `http://svc.test/${part}`, body: '${ [$task.reference, .] }' } } });

    test('run around every task of their kind, nested from the first to the last, and leave its data alone', async () => {
      const extensions = [{ outer: { extend: 'call', before: [log('before')], after: [log('after')] } }, { inner: { extend: 'all', when: '$task.call == "http" and .x == 1', before: [log('inner')] } }];
      const { end, recorded } = await complete(workflow([{ plain: { set: { x: 1 } } }, { send: call('send', { output: { as: '$input' } }) }, { off: call('off', { if: 'false' }) }], { use: { extensions } }));
      expect(end).toEqual({ status: 'completed', output: { x: 1 } });
      expect(recorded.called).toEqual(['POST /before', 'POST /inner', 'POST /send', 'POST /after']);
      expect(recorded.calls[0]?.body).toEqual(['/do/1/send', { x: 1 }]);
      expect([...recorded.tickets.values()].map(({ taskPath }) => taskPath)).toEqual(['/do/1/send/before/outer/0/before', '/do/1/send/before/inner/0/inner', '/do/1/send', '/do/1/send/after/outer/0/after']);
    });

    test('exit before a task takes its place, and what stands in a task is extended like any other', async () => {
      const mock = { mock: { extend: 'call', when: '$task.name == "send"', before: [{ answer: { set: { mocked: true }, then: 'exit' } }, { never: fail }] } };
      const { end, recorded } = await complete(workflow([{ outer: { do: [{ send: call('send', { then: 'end' }) }, { never: fail }] } }], { use: { extensions: [mock] } }));
      expect(end).toEqual({ status: 'completed', output: { mocked: true } });
      expect(recorded.called).toEqual([]);
    });
  });

  describe('throttle', () => {
    test('two executions on one host never run more at once than it says, and begin in the order in which they came', async () => {
      let running = 0;
      let most = 0;
      runner.world.answer = async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 60));
        running -= 1;
        return { status: 200, headers: {}, body: {} };
      };
      const limited = (name: string): JsonObject => call(name, { metadata: { orchestrix: { throttle: { key: '${ .host }', concurrency: 2 } } }, output: { as: '$input' } });
      const both = workflow([{ all: { fork: { branches: [{ a: limited('a') }, { b: limited('b') }, { c: limited('c') }, { off: { ...limited('off'), if: 'false' } }] } } }]);
      const ended = await Promise.all([complete(both, { host: 'h1' }), complete(both, { host: 'h1' })]);
      expect(ended.map(({ result }) => result.status)).toEqual(['completed', 'completed']);
      expect(ended.flatMap(({ recorded }) => recorded.called)).toHaveLength(6);
      expect(most).toBe(2);
    });

    test('who waits is told when it is its turn, and the history of the wait replays', async () => {
      hang = ['/holds'];
      const limited = (name: string): JsonObject => call(name, { metadata: { orchestrix: { throttle: { key: 'told', concurrency: 1 } } } });
      const holder = await runner.run(workflow([{ holds: limited('holds') }]));
      while (holder.recorded.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      const waiting = await runner.run(workflow([{ waits: limited('waits') }]));
      while (waiting.recorded.steps.size === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      // It looks, and waits on: the slot is still held.
      await waiting.handle.signal(EXECUTION_NEWS, turnTopic(slotHolder(waiting.executionId, '/do/0/waits', 1)));
      await holder.cancel();
      await holder.result();
      await waiting.handle.signal(EXECUTION_NEWS, turnTopic(slotHolder(waiting.executionId, '/do/0/waits', 1)));
      expect(await waiting.result()).toEqual({ status: 'completed' });
      for (const { handle } of [holder, waiting]) await Worker.runReplayHistory({ workflowBundle: await bundleWorkflows() }, historyOf(historyText(await handle.fetchHistory())));
    });

    test('a task that waits for its slot when the execution is cancelled has done nothing, and its place is free', async () => {
      hang = ['/holds'];
      const limited = (name: string): JsonObject => ({ ...undone(name), metadata: { orchestrix: { throttle: { key: 'one', concurrency: 1 }, compensate: { do: [{ undo: call(`undo/${name}`) }] } } } });
      const holder = await runner.run(workflow([{ holds: limited('holds') }]));
      while (holder.recorded.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      const waiting = await runner.run(workflow([{ waits: limited('waits') }]));
      while (waiting.recorded.steps.size === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      await waiting.cancel();
      expect(await waiting.result()).toEqual({ status: 'cancelled' });
      expect(waiting.recorded.called).toEqual([]);
      await holder.cancel();
      await holder.result();
      expect((await complete(workflow([{ next: limited('next') }]))).result.status).toBe('completed');
    });
  });

  describe('functions', () => {
    const functions = {
      greet: { input: { schema: { document: { type: 'object', required: ['name'] } } }, do: [{ say: { call: 'http', with: { method: 'post', endpoint: 'http://svc.test/hello', body: '${ .name }' }, output: { as: '{ said: $input.name }' } } }] },
      twice: { do: [{ one: { call: 'greet', with: { name: '${ .who + "1" }' } } }, { two: { call: 'greet', with: { name: '${ .said + "2" }' } } }] },
    };

    test('get their arguments as input, run in the place of their call, and may call each other', async () => {
      const { end, recorded } = await complete(workflow([{ both: { call: 'twice', with: { who: '${ .user }' }, output: { as: '{ said, user: $task.input.user }' } } }], { use: { functions } }), { user: 'ana' });
      expect(end).toEqual({ status: 'completed', output: { said: 'ana12', user: 'ana' } });
      expect([...recorded.tickets.values()].map(({ taskPath }) => taskPath)).toEqual(['/do/0/both/call/do/0/one/call/do/0/say', '/do/0/both/call/do/1/two/call/do/0/say']);
    });

    test('raise errors that name the place in the function', async () => {
      const { end } = await complete(workflow([{ greet: { call: 'greet', with: { nam: 'x' } } }], { use: { functions } }));
      expect(end).toMatchObject({ status: 'failed', error: { instance: '/use/functions/greet', status: 400 } });
    });
  });
});
