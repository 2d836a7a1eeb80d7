import fc from 'fast-check';
import type { Json, JsonObject } from '#internal/kernel';
import { testTemporalAddress } from '#test/support';
import type { WorkflowDefinition } from '../domain/definition.ts';
import { Reruns } from '../domain/rerun.ts';
import { levelsOf } from '../domain/task-levels.ts';
import { DefinitionRunner, type StartedRun } from '../fakes/definition-runner.ts';
import { answeredStatus, randomDefinitions } from '../fakes/random-definitions.ts';
import { answerTo } from '../fakes/reference-interpreter.ts';
import { EXECUTION_NEWS, type RunDefinitionInput } from './contract.ts';

type StartAt = NonNullable<RunDefinitionInput['startAt']>;

/** `RANDOM_DEFINITIONS_SEED` repeats a run. */
const seed = Number(process.env['RANDOM_DEFINITIONS_SEED'] ?? Date.now() % 2 ** 31);
const DEFINITIONS = 40;
const MOST_DEFINITIONS = 5 * DEFINITIONS;
const WANTED_KINDS = ['set', 'call', 'in do', 'in try', 'in for'];
const MOST_RERUNS = 250;
const AT_ONCE = 12;
const input: Json = { n: 1, log: [] };

describe('reruns of random definitions', () => {
  jest.setTimeout(280_000);
  let runner: DefinitionRunner;
  /** Requests of an execution to a path before the next one. */
  const asked = new Map<string, number>();
  /** How many steps were on record when an execution sent a request. */
  const sent = new Map<string, { readonly pathname: string; readonly steps: number }[]>();
  beforeAll(async () => {
    runner = await DefinitionRunner.start(testTemporalAddress());
    runner.world.answer = ({ url, headers, body }) => {
      const { pathname } = new URL(url);
      const [executionId = ''] = (headers['Idempotency-Key'] ?? '').split(':');
      const key = `${executionId} ${pathname}`;
      const attempt = asked.get(key) ?? 0;
      asked.set(key, attempt + 1);
      sent.set(executionId, [...(sent.get(executionId) ?? []), { pathname, steps: runner.world.of(executionId).steps.size }]);
      const undo = (body as { readonly undo?: boolean } | undefined)?.undo === true;
      return { status: answeredStatus(pathname, attempt), headers: {}, body: undo ? {} : answerTo([pathname, body ?? null]) };
    };
  });
  afterAll(() => runner.stop());

  const ended = ({ recorded }: StartedRun) => {
    const { output = null, error } = recorded.end ?? {};
    const problem = error as { readonly status: number; readonly instance: string } | undefined;
    return { completed: recorded.end?.status === 'completed', output, error: problem ? { status: problem.status, instance: problem.instance } : null };
  };

  async function checkRerun(definition: JsonObject, original: StartedRun, reruns: Reruns, from: string, position: number): Promise<void> {
    const { place } = reruns.place(from);
    const { path: _path, skipped: _skipped, ...startAt } = place;
    const executionId = `${original.executionId}-${position}`;
    // The receivers answer as they did from then on.
    for (const { pathname, steps } of sent.get(original.executionId) ?? []) {
      if (steps <= position) asked.set(`${executionId} ${pathname}`, (asked.get(`${executionId} ${pathname}`) ?? 0) + 1);
    }
    const again = await runner.run(definition, { input, executionId, startAt: JSON.parse(JSON.stringify(startAt)) as StartAt });
    await again.result();
    expect({ seed, from, startAt, definition, ...ended(again) }).toEqual({ seed, from, startAt, definition, ...ended(original) });
  }

  test(`end as the executions did, from every task that they can begin with (seed ${seed})`, async () => {
    const kinds = new Map<string, number>();
    const jobs: (() => Promise<void>)[] = [];
    // A record that offers few reruns would prove little: more is drawn until all kinds are there.
    const isEnough = (): boolean => WANTED_KINDS.every((kind) => kinds.has(kind));
    for (const [drawn, definition] of fc.sample(randomDefinitions, { numRuns: MOST_DEFINITIONS, seed }).entries()) {
      if (drawn >= DEFINITIONS && isEnough()) break;
      const original = await runner.run(definition, { input });
      await original.result();
      const runs = [...original.recorded.steps.values()];
      const reruns = new Reruns({ definition: definition as unknown as WorkflowDefinition, input, runs });
      for (const [position, { path, kind }] of runs.entries()) {
        const lastAttempt = !runs.slice(position + 1).some((later) => later.path === path);
        if (!lastAttempt || reruns.refusal(path) !== undefined) continue;
        const levels = levelsOf(definition as unknown as WorkflowDefinition, path);
        // A rerun has all attempts of its `try` again: where the first have failed, more happens than did then.
        const retried = levels.some(({ inside, place }) => inside?.part === 'try' && runs.slice(0, position).some((run) => run.status === 'failed' && run.path.startsWith(`${place}/try/`)));
        if (retried) continue;
        for (const part of [kind, ...levels.flatMap(({ inside }) => (inside ? [`in ${inside.part}`] : []))]) kinds.set(part, (kinds.get(part) ?? 0) + 1);
        jobs.push(() => checkRerun(definition, original, reruns, path, position));
      }
    }
    for (let at = 0; at < Math.min(jobs.length, MOST_RERUNS); at += AT_ONCE) {
      for (const each of await Promise.allSettled(jobs.slice(at, at + AT_ONCE).map((job) => job()))) if (each.status === 'rejected') throw each.reason;
    }
    expect([...kinds.keys()]).toEqual(expect.arrayContaining(WANTED_KINDS));
    expect(jobs.length).toBeGreaterThan(DEFINITIONS);
  });
});

describe('a rerun from inside', () => {
  jest.setTimeout(60_000);
  let runner: DefinitionRunner;
  beforeAll(async () => {
    runner = await DefinitionRunner.start(testTemporalAddress());
  });
  afterAll(() => runner.stop());

  const call = (name: string, more: JsonObject = {}): JsonObject => ({ call: 'http', with: { method: 'post', endpoint: `http://svc.test/${name}`, body: '${ . }' }, ...more });
  const twice = [{ one: call('one', { output: { as: '{ n: (.n + 1) }' } }) }, { two: call('two') }];
  /** What calls the second of two calls, whose answer is 409 the first time, and calls it again in a rerun from there. */
  async function again(tasks: readonly JsonObject[], from: string, { more = {}, answer = 200, news }: { readonly more?: JsonObject; readonly answer?: number; readonly news?: string } = {}) {
    const definition: JsonObject = { document: { dsl: '1.0.3', namespace: 'test', name: 'inside', version: '1.0.0' }, ...more, do: tasks };
    const answers = (two: number) => {
      runner.world.answer = ({ url }) => ({ status: url.endsWith('/two') ? two : 200, headers: {}, body: { n: 1 } });
    };
    answers(409);
    const original = await runner.run(definition, { input: { n: 0 } });
    if (news !== undefined) await original.handle.signal(EXECUTION_NEWS, news);
    await original.result();
    const runs = [...original.recorded.steps.values()];
    const { place } = new Reruns({ definition: definition as unknown as WorkflowDefinition, input: { n: 0 }, runs }).place(from);
    answers(answer);
    const { path: _path, skipped: _skipped, ...startAt } = JSON.parse(JSON.stringify(place)) as typeof place;
    const started = await runner.run(definition, { input: { n: 0 }, startAt: startAt as unknown as StartAt });
    if (news !== undefined) await started.handle.signal(EXECUTION_NEWS, news);
    return { started, sent: () => started.recorded.calls.map(({ url, body }) => [new URL(url).pathname.slice(1), body]) };
  }

  test('a function goes on there, and with what follows its call', async () => {
    const { started, sent } = await again([{ f: { call: 'f', with: { n: '${ .n + 1 }' } } }, { last: call('last') }], '/do/0/f/call/do/1/two', { more: { use: { functions: { f: { do: twice } } } } });
    expect(await started.result()).toEqual({ status: 'completed' });
    expect(sent()).toEqual([['two', { n: 2 }], ['last', { n: 1 }]]);
    expect([...started.recorded.steps.keys()]).toEqual(['/do/0/f 1', '/do/0/f/call 1', '/do/0/f/call/do/1/two 1', '/do/1/last 1']);
  });

  test('an extended block does not begin again, and ends as it would', async () => {
    const extended = { extend: 'composite', before: [{ b: call('before') }], after: [{ a: call('after') }] };
    const { started, sent } = await again([{ block: { do: twice } }], '/do/0/block/do/1/two', { more: { use: { extensions: [{ log: extended }] } } });
    expect(await started.result()).toEqual({ status: 'completed' });
    expect(sent().map(([name]) => name)).toEqual(['two', 'after']);
  });

  test('a throttled block takes a slot again', async () => {
    const throttle = { key: 'k', concurrency: 1 };
    const { started, sent } = await again([{ block: { do: twice, metadata: { orchestrix: { throttle } } } }], '/do/0/block/do/1/two');
    expect(await started.result()).toEqual({ status: 'completed' });
    expect(sent()).toEqual([['two', { n: 2 }]]);
  });

  test('a block with a compensation is undone when the rest of it fails', async () => {
    const { started, sent } = await again([{ block: { do: twice, compensate: { do: [{ undo: call('undo') }] } } }], '/do/0/block/do/1/two', { answer: 409 });
    expect(await started.result()).toEqual({ status: 'compensated' });
    expect(sent()).toEqual([['two', { n: 2 }], ['undo', { n: 0 }]]);
  });

  test('what people have to agree to is asked again', async () => {
    const { exchange } = runner.world;
    const { ask } = exchange;
    const asked: string[] = [];
    exchange.ask = async (actor, executionId, key, question) => {
      asked.push(executionId);
      const agreed = { ...(await ask(actor, executionId, key, question)), status: 'approved' as const };
      runner.world.of(executionId).questions.set(key, agreed);
      return agreed;
    };
    const { started, sent } = await again([{ block: { do: twice, metadata: { orchestrix: { approval: { message: 'May it?' } } } } }], '/do/0/block/do/1/two', { news: 'approval:/do/0/block:1' });
    expect(await started.result()).toEqual({ status: 'completed' });
    expect(asked.filter((executionId) => executionId === started.executionId)).toHaveLength(1);
    expect(sent()).toEqual([['two', { n: 2 }]]);
  });

  test('a block that would not be entered any more is an error', async () => {
    const tasks = [{ block: { if: '.n == 0', do: twice } }];
    const other = await runner.run({ document: { dsl: '1.0.3', namespace: 'test', name: 'inside', version: '1.0.0' }, do: tasks }, {
      input: { n: 1 }, startAt: { index: 0, inside: [{ kind: 'task' }, { kind: 'list', index: 1 } as never] },
    });
    expect(await other.result()).toEqual({ status: 'failed' });
    expect(other.recorded.end?.error).toMatchObject({ detail: expect.stringContaining('cannot begin') });
  });
});
