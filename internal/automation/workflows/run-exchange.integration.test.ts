import type { JsonObject } from '#internal/kernel';
import { testTemporalAddress } from '#test/support';
import { DefinitionRunner } from '../fakes/definition-runner.ts';

const workflow = (...tasks: readonly JsonObject[]): JsonObject => ({ document: { dsl: '1.0.3', namespace: 'test', name: 'exchange', version: '1.0.0' }, do: tasks });

describe('what an execution exchanges with the world', () => {
  jest.setTimeout(60_000);
  let runner: DefinitionRunner;
  beforeAll(async () => {
    runner = await DefinitionRunner.start(testTemporalAddress());
  });
  afterAll(() => runner.stop());

  describe('emit', () => {
    const emit = (event: JsonObject, rest: JsonObject = {}): JsonObject => ({ tell: { emit: { event: { with: event } }, ...rest } });

    test('fills in what the definition leaves out, and answers the event', async () => {
      const { recorded, result, executionId } = await runner.run(workflow(emit({ type: 'greeted', subject: '${ .name }', data: { hello: '${ .name }' }, roomid: 'r1' })), { input: { name: 'John' } });
      await result();
      expect(recorded.end).toMatchObject({
        status: 'completed',
        output: {
          specversion: '1.0', id: `${executionId}:/do/0/tell:1`, source: 'urn:orchestrix:workflow:test:exchange', type: 'greeted', subject: 'John', roomid: 'r1',
          datacontenttype: 'application/json', time: expect.stringMatching(/Z$/), data: { hello: 'John' },
        },
      });
      expect([...recorded.emitted.values()]).toEqual([recorded.end?.output]);
      expect(recorded.story).toEqual(['emit tell completed']);
    });

    test('stores one event, however often the database fails around it', async () => {
      let failures = 3;
      runner.world.outage = () => {
        if (failures-- > 0) throw new Error('the database is away');
      };
      const { recorded, result } = await runner.run(workflow(emit({ type: 'greeted' }), { second: { emit: { event: { with: { type: 'greeted', id: 'own', source: '/s' } } } } }));
      await result();
      runner.world.outage = () => undefined;
      expect(recorded.emitted.size).toBe(2);
    });

    test.each([
      ['is no event', { type: 'greeted', time: '${ "yesterday" }' }, /time must be a time/],
      ['claims to be of the product', { type: 'greeted', source: 'urn:orchestrix:alerting' }, /must not begin with urn:orchestrix/],
    ])('what %s is a validation error, which can be caught', async (_, event, detail) => {
      const { recorded, result } = await runner.run(workflow(emit(event)));
      await result();
      expect(recorded.end).toMatchObject({ status: 'failed', error: { status: 400, instance: '/do/0/tell', detail: expect.stringMatching(detail) } });
      expect(recorded.emitted.size).toBe(0);
    });

    test('is skipped when its condition does not hold, and exports what it is told to', async () => {
      const skipped = emit({ type: 'never' }, { if: '.go' });
      const told = { told: { emit: { event: { with: { type: 'greeted' } } }, output: { as: '.type' }, export: { as: '{ last: $output }' } } };
      const { recorded, result } = await runner.run(workflow(skipped, told, { last: { set: { context: '${ $context }' } } }));
      await result();
      expect(recorded.end?.output).toEqual({ context: { last: 'greeted' } });
      expect(recorded.story).toEqual(['emit tell skipped', 'emit told completed', 'set last completed']);
    });
  });
});
