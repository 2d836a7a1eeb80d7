import type { JsonObject } from '#internal/kernel';
import { testTemporalAddress } from '#test/support';
import { DefinitionRunner } from '../fakes/definition-runner.ts';
import { silence } from '../fakes/execution-world.ts';

const call = (name: string, rest: JsonObject = {}): JsonObject => ({ call: 'http', with: { method: 'post', endpoint: `http://svc.test/${name}` }, ...rest });
const undoable = (name: string): JsonObject => call(name, { compensate: { do: [{ undo: call(`undo-${name}`) }] } });
const note = { set: { noted: true } };
const throttle = { metadata: { orchestrix: { throttle: { key: 'svc', concurrency: 1 } } } };
const workflow = (tasks: readonly JsonObject[], rest: JsonObject = {}): JsonObject =>
  ({ document: { dsl: '1.0.3', namespace: 'test', name: 'test', version: '1.0.0' }, ...rest, do: tasks.map((task, index) => ({ [`t${index}`]: task })) });

describe('the beginning and the end of an execution', () => {
  jest.setTimeout(150_000);
  let runner: DefinitionRunner;
  beforeAll(async () => {
    runner = await DefinitionRunner.start(testTemporalAddress());
  });
  afterAll(() => runner.stop());
  beforeEach(() => {
    runner.world.answer = () => ({ status: 200, headers: {}, body: { ok: true } });
  });

  /** What an execution left in our books and how many local activities that took. */
  async function complete(definition: JsonObject, options: Parameters<DefinitionRunner['run']>[1] = {}) {
    const started = await runner.run(definition, options);
    const { status } = await started.result();
    const events = (await started.handle.fetchHistory()).events ?? [];
    const local = events.filter(({ markerRecordedEventAttributes }) => markerRecordedEventAttributes).length;
    return { status, local, states: started.recorded.states, end: started.recorded.end };
  }

  test.each<[string, JsonObject, number]>([
    ['both', workflow([call('a'), call('b')]), 0],
    ['both, where the first is skipped', workflow([call('a', { if: '${ false }' }), call('b')]), 0],
    ['the beginning only, before a look at the output', workflow([call('a')], { output: { as: '{ ok }' } }), 2],
    ['the beginning only, before a task that is no call', workflow([call('a'), note]), 2],
    ['the beginning only, where the last is skipped', workflow([call('a'), call('b', { if: '${ false }' })]), 1],
    ['the beginning only, of what can be undone', workflow([undoable('a')]), 1],
    ['the beginning only, after what can be undone', workflow([undoable('a'), call('b')]), 1],
    ['the end only, after a look at the input', workflow([call('a')], { input: { from: '{ a: 1 }' } }), 1],
    ['the end only, after a task that is no call', workflow([note, call('a')]), 2],
    ['neither, where a call waits for its turn', workflow([call('a', throttle)]), 4],
  ])('are written by calls: %s', async (_, definition, local) => {
    expect(await complete(definition)).toMatchObject({ status: 'completed', local, states: ['started run'], end: { status: 'completed' } });
  });

  test('are the same for an execution that was started before calls wrote them', async () => {
    const before = await runner.run(workflow([call('a')]), { folds: undefined as never });
    expect(await before.result()).toEqual({ status: 'completed' });
    expect(before.recorded).toMatchObject({ states: ['started run'], end: { status: 'completed', output: { ok: true } } });
  });

  test('a failing first call leaves an execution that began and failed', async () => {
    runner.world.answer = () => ({ status: 503, headers: {}, body: {} });
    expect(await complete(workflow([call('a'), call('b')]))).toMatchObject({ status: 'failed', states: ['started run'], end: { status: 'failed', error: { status: 503 } } });
  });

  test('a call that ends after somebody asked for a stop does not complete the execution', async () => {
    const { world } = runner;
    const stopping: (() => Promise<void>)[] = [];
    world.answer = async (request, signal) => {
      for (const stop of stopping) await stop();
      await Promise.resolve(silence(request, signal)).catch(() => undefined);
      return { status: 200, headers: {}, body: {} };
    };
    const started = await runner.run(workflow([call('a')]));
    stopping.push(async () => {
      started.recorded.windingUp = true;
      await started.cancel();
    });
    expect(await started.result()).toEqual({ status: 'cancelled' });
    expect(started.recorded.end).toMatchObject({ status: 'cancelled' });
  });
});
