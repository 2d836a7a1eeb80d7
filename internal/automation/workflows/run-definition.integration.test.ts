import type { Json, JsonObject } from '#internal/kernel';
import { unavailable } from '#pkg/apperror';
import { testTemporalAddress } from '#test/support';
import { DefinitionRunner } from '../fakes/definition-runner.ts';
import { silence, type Answer } from '../fakes/execution-world.ts';

const workflow = (tasks: Json, rest: JsonObject = {}): JsonObject => ({ document: { dsl: '1.0.3', namespace: 'test', name: 'test', version: '1.0.0' }, ...rest, do: tasks });
const call = (name: string, rest: JsonObject = {}): JsonObject => ({ call: 'http', with: { method: 'post', endpoint: `http://svc.test/${name}` }, ...rest });
const undone = (name: string, rest: JsonObject = {}): JsonObject => call(name, { compensate: { do: [{ [`undo_${name}`]: call(`undo/${name}`) }], ...rest } });
const answering = (statuses: Readonly<Record<string, number | readonly number[]>>): Answer => {
  const counts = new Map<string, number>();
  return ({ url }) => {
    const path = new URL(url).pathname.slice(1);
    const count = counts.get(path) ?? 0;
    counts.set(path, count + 1);
    const status = statuses[path] ?? 200;
    return { status: typeof status === 'number' ? status : (status[count] ?? 200), headers: {}, body: { path, count } };
  };
};
const until = async (condition: () => boolean): Promise<void> => {
  for (let n = 0; n < 200 && !condition(); n += 1) await new Promise((resolve) => setTimeout(resolve, 25));
  expect(condition()).toBe(true);
};

describe('runDefinition', () => {
  jest.setTimeout(150_000);
  let runner: DefinitionRunner;
  beforeAll(async () => {
    runner = await DefinitionRunner.start(testTemporalAddress());
  });
  afterAll(() => runner.stop());
  beforeEach(() => {
    runner.world.answer = answering({});
    runner.world.outage = () => undefined;
  });

  const complete = async (definition: JsonObject, options: Parameters<DefinitionRunner['run']>[1] = {}) => {
    const started = await runner.run(definition, options);
    const result = await started.result();
    return { ...started, result, end: started.recorded.end };
  };

  test('one call costs one regular activity and nothing else', async () => {
    const { recorded, end, handle, executionId } = await complete(workflow([{ restart: call('restart') }]));
    expect(end).toEqual({ status: 'completed', output: { path: 'restart', count: 0 } });
    expect(recorded.story).toEqual(['call restart completed']);
    expect([...recorded.tickets.values()]).toMatchObject([
      { taskPath: '/do/0/restart', taskName: 'restart', type: 'EXECUTE', status: 'COMPLETED', attempts: 1, idempotencyKey: `${executionId}:/do/0/restart:do`, parameters: { method: 'POST', url: 'http://svc.test/restart' } },
    ]);
    expect(recorded.calls[0]?.headers['Idempotency-Key']).toBe(`${executionId}:/do/0/restart:do`);
    const events = (await handle.fetchHistory()).events ?? [];
    expect(events.filter(({ activityTaskScheduledEventAttributes }) => activityTaskScheduledEventAttributes)).toHaveLength(1);
    expect(events.filter(({ markerRecordedEventAttributes }) => markerRecordedEventAttributes)).toEqual([]);
    expect(recorded.states).toEqual(['started run']);
  });

  test('data flows through input, output, export and context', async () => {
    const { end } = await complete(
      workflow(
        [
          { first: { input: { from: '.user' }, set: { id: '${ .id }', own: '${ $input.id }' }, output: { as: '{ taken: .id }' }, export: { as: '{ seen: .taken, raw: $output }' } } },
          { second: { if: '.taken == 1', set: { context: '${ $context }', task: '${ $task.reference }', workflow: '${ $workflow.input.user.id }', runtime: '${ $runtime.name }' } } },
          { third: { if: 'false', set: { never: true }, then: 'end' } },
        ],
        { input: { from: '{ user: .user }' }, output: { as: '. + { last: true }' } },
      ),
      { input: { user: { id: 1 } } },
    );
    expect(end).toEqual({ status: 'completed', output: { context: { seen: 1, raw: { taken: 1 } }, task: '/do/1/second', workflow: 1, runtime: 'orchestrix', last: true } });
  });

  test('an input that does not meet its schema fails the execution with a validation error', async () => {
    const schema = { document: { type: 'object', required: ['host'] } };
    const { end } = await complete(workflow([{ restart: call('restart') }], { input: { schema } }));
    expect(end).toMatchObject({ status: 'failed', error: { type: expect.stringMatching(/validation$/), status: 400, detail: expect.stringContaining("'host'") } });
  });

  test('then jumps forward and back, exit leaves the list, end the workflow', async () => {
    const { end, recorded } = await complete(
      workflow([
        { start: { set: { n: 0 } } },
        { inner: { do: [{ add: { set: { n: '${ .n + 1 }' } } }, { again: { switch: [{ small: { when: '.n < 3', then: 'add' } }, { big: { then: 'exit' } }] } }, { never: { set: { n: -1 } } }] } },
        { last: { set: { n: '${ .n * 10 }' }, then: 'end' } },
        { unreachable: { set: { n: -1 } } },
      ]),
    );
    expect(end).toEqual({ status: 'completed', output: { n: 30 } });
    expect([...recorded.steps.keys()]).toEqual(expect.arrayContaining(['/do/1/inner/do/0/add 1', '/do/1/inner/do/0/add#2 1', '/do/1/inner/do/0/add#3 1']));
  });

  test('a loop that never ends is an error of the definition', async () => {
    const { end } = await complete(workflow([{ spin: { set: { x: 1 }, then: 'spin' } }]));
    expect(end).toMatchObject({ status: 'failed', error: { type: expect.stringMatching(/runtime$/), detail: 'the execution ran more than 5000 tasks' } });
  });

  test('a failing task undoes what is done in reverse order, each with its own data and key', async () => {
    runner.world.answer = answering({ c: 500 });
    const undo = { do: [{ back: { call: 'http', with: { method: 'post', endpoint: 'http://svc.test/undo/a', body: { input: '${ $input }', output: '${ $output }', error: '${ $error.status }' } } } }] };
    const { end, recorded, executionId } = await complete(workflow([{ a: call('a', { compensate: undo, output: { as: '{ got: .path }' } }) }, { b: undone('b') }, { c: undone('c') }]), { input: { host: 'h1' } });
    expect(end).toMatchObject({ status: 'compensated', error: { status: 500, type: expect.stringMatching(/communication$/), instance: '/do/2/c' } });
    expect(recorded.called).toEqual(['POST /a', 'POST /b', 'POST /c', 'POST /undo/b', 'POST /undo/a']);
    expect(recorded.calls.at(-1)).toMatchObject({ body: { input: { host: 'h1' }, output: { got: 'a' }, error: 500 }, headers: { 'Idempotency-Key': `${executionId}:/do/0/a/compensate/do/0/back:undo` } });
    expect(recorded.story).toEqual(['call a completed', 'call b completed', 'call c failed', 'compensate undo_b completed', 'compensate back completed']);
    expect([...recorded.tickets.values()].map(({ type, status }) => `${type} ${status}`)).toEqual(['EXECUTE COMPLETED', 'EXECUTE COMPLETED', 'EXECUTE FAILED', 'COMPENSATE COMPLETED', 'COMPENSATE COMPLETED']);
    expect([...recorded.tickets.values()].map(({ taskName, compensates }) => [taskName, compensates])).toEqual([
      ['a', undefined], ['b', undefined], ['c', undefined], ['undo_b', `${executionId}:/do/1/b:do`], ['back', `${executionId}:/do/0/a:do`],
    ]);
    expect(recorded.states).toEqual(['started run', 'compensating Communication Error']);
  });

  test('a compensation is retried, and one that fails for good is reported while the others run', async () => {
    runner.world.answer = answering({ c: 500, 'undo/b': [503, 503, 503], 'undo/a': [503] });
    const soon = { retry: { delay: { milliseconds: 10 }, limit: { attempt: { count: 2 } } } };
    const { end, recorded } = await complete(workflow([{ a: undone('a', soon) }, { b: undone('b', soon) }, { c: call('c') }]));
    expect(recorded.called.slice(3)).toEqual(['POST /undo/b', 'POST /undo/b', 'POST /undo/b', 'POST /undo/a', 'POST /undo/a']);
    expect(end).toMatchObject({ status: 'compensation_failed', error: { instance: '/do/2/c', compensation_failures: [{ task: '/do/1/b', error: { status: 503 } }] } });
    expect([...recorded.tickets.values()].map(({ taskName, status, attempts }) => `${taskName} ${status} ${attempts}`)).toEqual([
      'a COMPLETED 1', 'b COMPLETED 1', 'c FAILED 1', 'undo_b FAILED 3', 'undo_a COMPLETED 2',
    ]);
  });

  test('a compensation whose condition does not hold is left out', async () => {
    runner.world.answer = answering({ b: 500 });
    const { end, recorded } = await complete(workflow([{ a: undone('a', { when: '$output.count > 5' }) }, { b: call('b') }]));
    expect(recorded.called).toEqual(['POST /a', 'POST /b']);
    expect(end).toMatchObject({ status: 'compensated' });
  });

  test('a task that was skipped is not undone, whatever its kind', async () => {
    runner.world.answer = answering({ boom: 500 });
    const never = { if: 'false', compensate: { do: [{ undo: call('undo') }] } };
    const { recorded, end } = await complete(workflow([{ a: call('a', never) }, { b: { set: { x: 1 }, ...never } }, { c: { do: [{ d: call('d') }], ...never } }, { boom: call('boom') }]));
    expect(recorded.called).toEqual(['POST /boom']);
    expect(end).toMatchObject({ status: 'failed' });
  });

  test('any task can have a compensation; an outer one comes after those inside', async () => {
    runner.world.answer = answering({ boom: 500 });
    const { recorded } = await complete(
      workflow([
        { pure: { set: { x: 1 }, compensate: { do: [{ undo_pure: call('undo/pure') }] } } },
        { outer: { do: [{ in1: undone('in1') }, { in2: undone('in2') }], compensate: { do: [{ undo_outer: call('undo/outer') }] } } },
        { boom: call('boom') },
      ]),
    );
    expect(recorded.called).toEqual(['POST /in1', 'POST /in2', 'POST /boom', 'POST /undo/in2', 'POST /undo/in1', 'POST /undo/outer', 'POST /undo/pure']);
  });

  test('a cancellation stops the call in flight and undoes it too, since it may have arrived', async () => {
    const answer = answering({});
    runner.world.answer = (request, signal) => (new URL(request.url).pathname === '/slow' ? silence(request, signal) : answer(request, signal));
    const started = await runner.run(workflow([{ a: undone('a') }, { slow: undone('slow') }, { never: undone('never') }]));
    await until(() => started.recorded.calls.length === 2);
    await started.cancel();
    expect(await started.result()).toEqual({ status: 'cancelled' });
    expect(started.recorded.called).toEqual(['POST /a', 'POST /slow', 'POST /undo/slow', 'POST /undo/a']);
    expect(started.recorded.end).toMatchObject({ status: 'cancelled', error: { detail: 'the execution was cancelled by ana' } });
    expect(started.recorded.story).toContain('call slow failed');
  });

  test('a cancellation during a wait and one of the workflow itself do the same', async () => {
    const started = await runner.run(workflow([{ a: undone('a') }, { pause: { wait: { hours: 1 } } }]));
    await until(() => started.recorded.story.includes('wait pause running'));
    await started.handle.cancel();
    expect(await started.result()).toEqual({ status: 'cancelled' });
    expect(started.recorded.called).toEqual(['POST /a', 'POST /undo/a']);
    expect(started.recorded.story).toContain('wait pause failed');
  });

  test('a cancellation while compensations run does not stop them', async () => {
    const answer = answering({ b: 500 });
    runner.world.answer = async (request, signal) => {
      if (request.url.includes('undo')) await new Promise((resolve) => setTimeout(resolve, 400));
      return answer(request, signal);
    };
    const started = await runner.run(workflow([{ a: undone('a') }, { b: call('b') }]));
    await until(() => started.recorded.calls.length === 3);
    await started.cancel();
    expect(await started.result()).toEqual({ status: 'compensated' });
  });

  test('an execution that takes too long is timed out, with compensations', async () => {
    const { end, recorded } = await complete(workflow([{ a: undone('a') }, { pause: { wait: 'PT1H' } }], { timeout: { after: 'PT0.3S' } }));
    expect(recorded.called).toEqual(['POST /a', 'POST /undo/a']);
    expect(end).toMatchObject({ status: 'timed_out', error: { status: 408, type: expect.stringMatching(/timeout$/) } });
  });

  test('a task that takes too long raises a timeout error that can be caught', async () => {
    const { end } = await complete(
      workflow([{ guarded: { try: [{ pause: { wait: { hours: 1 }, timeout: { after: { milliseconds: 100 } } } }], catch: { as: 'problem', do: [{ report: { set: { status: '${ $problem.status }', at: '${ $problem.instance }' } } }] } } }]),
    );
    expect(end).toEqual({ status: 'completed', output: { status: 408, at: '/do/0/guarded/try/0/pause' } });
  });

  test('try retries by its policy, on one ticket, and gives up into its handler', async () => {
    runner.world.answer = answering({ flaky: [503, 503], dead: [503, 503, 503, 503, 503] });
    const retry = { delay: { milliseconds: 5 }, backoff: { exponential: {} }, limit: { attempt: { count: 3 } } };
    const { end, recorded } = await complete(
      workflow(
        [
          { first: { try: [{ flaky: call('flaky') }], catch: { errors: { with: { status: 503 } }, retry: 'quick' } } },
          { second: { try: [{ dead: call('dead') }], catch: { when: '$error.status >= 500', retry, do: [{ recover: { set: { recovered: '${ $error.status }' } } }] } } },
        ],
        { use: { retries: { quick: retry } } },
      ),
    );
    expect(end).toEqual({ status: 'completed', output: { recovered: 503 } });
    expect([...recorded.tickets.values()].map(({ taskName, status, attempts }) => `${taskName} ${status} ${attempts}`)).toEqual(['flaky COMPLETED 3', 'dead FAILED 4']);
    expect([...recorded.steps.keys()].filter((key) => key.includes('flaky'))).toEqual([1, 2, 3].map((n) => `/do/0/first/try/0/flaky ${n}`));
  });

  test('in a retried block a call that had succeeded runs again, as a new effect', async () => {
    runner.world.answer = answering({ check: [500] });
    const { recorded, executionId } = await complete(
      workflow([{ poll: { try: [{ read: call('read') }, { check: call('check') }], catch: { retry: { limit: { attempt: { count: 2 } } } } } }]),
    );
    expect(recorded.called).toEqual(['POST /read', 'POST /check', 'POST /read', 'POST /check']);
    expect(recorded.calls[2]?.headers['Idempotency-Key']).toBe(`${executionId}:/do/0/poll/try/0/read#2:do`);
    expect(recorded.calls[3]?.headers['Idempotency-Key']).toBe(`${executionId}:/do/0/poll/try/1/check:do`);
  });

  test('an error that is not caught passes through, and a raised one carries its place', async () => {
    const { end } = await complete(
      workflow(
        [{ outer: { try: [{ fail: { raise: { error: 'denied' } } }], catch: { errors: { with: { status: 500 } }, do: [] } } }],
        { use: { errors: { denied: { type: 'https://example.org/denied', status: 403, title: '${ "No, " + .who }', detail: 'not today' } } } },
      ),
      { input: { who: 'Bob' } },
    );
    expect(end).toEqual({ status: 'failed', error: { type: 'https://example.org/denied', status: 403, title: 'No, Bob', detail: 'not today', instance: '/do/0/outer/try/0/fail' } });
  });

  test('an expression that fails is an expression error', async () => {
    const { end } = await complete(workflow([{ bad: { set: { x: '${ .a.b.c }' } } }]), { input: { a: 1 } });
    expect(end).toMatchObject({ status: 'failed', error: { status: 400, type: expect.stringMatching(/expression$/), instance: '/do/0/bad', detail: 'Cannot index number with string "b"' } });
  });

  test('a verified outcome completes, and the wait for it is a step', async () => {
    runner.world.verified = async () => ({ outcome: 'verified', reason: 'the alert resolved' });
    const { end, recorded } = await complete(workflow([{ a: undone('a') }]), { verification: { kind: 'alert' }, compensateOnIneffective: true });
    expect(end).toMatchObject({ status: 'completed', outcome: 'verified' });
    expect(recorded.story).toEqual(['call a completed', 'verify verify completed']);
  });

  test.each([
    [true, 'compensated', ['POST /a', 'POST /undo/a']],
    [false, 'failed', ['POST /a']],
  ])('an ineffective outcome is a failure; undone when asked for (%s)', async (compensateOnIneffective, status, called) => {
    runner.world.verified = async () => ({ outcome: 'ineffective', reason: 'the alert still fires' });
    const { end, recorded, result } = await complete(workflow([{ a: undone('a') }]), { verification: { kind: 'alert' }, compensateOnIneffective });
    expect(end).toMatchObject({ status, outcome: 'ineffective', error: { title: 'Ineffective', detail: 'the alert still fires' } });
    expect(result).toEqual({ status, outcome: 'ineffective' });
    expect(recorded.called).toEqual(called);
  });

  test('a database that is away for a while delays an execution and loses nothing', async () => {
    let failures = 3;
    runner.world.outage = () => {
      if (failures-- > 0) throw unavailable('the database does not answer', 0.05);
    };
    const { end, recorded } = await complete(workflow([{ a: call('a') }]));
    expect(end).toMatchObject({ status: 'completed' });
    expect(recorded.called).toEqual(['POST /a']);
  });

  test('an effect whose answer could not be stored is not sent again once its ticket is complete', async () => {
    const complete_ = runner.world.tickets.complete.bind(runner.world.tickets);
    let crashed = false;
    Object.assign(runner.world.tickets, {
      complete: async (...args: Parameters<typeof complete_>) => {
        await complete_(...args);
        if (!crashed) {
          crashed = true;
          throw unavailable('the connection broke after the commit', 0.05);
        }
      },
    });
    const { end, recorded } = await complete(workflow([{ a: call('a', { output: { as: '.path' } }) }]));
    expect(end).toEqual({ status: 'completed', output: 'a' });
    expect(recorded.called).toEqual(['POST /a']);
  });
});
