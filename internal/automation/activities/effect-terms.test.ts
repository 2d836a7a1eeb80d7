import type { Json, JsonObject } from '#internal/kernel';
import { JqExpressions } from '#pkg/jq';
import { DataSchemas } from '#pkg/json-schema';
import type { Task } from '../domain/definition.ts';
import { ExecutionWorld } from '../fakes/execution-world.ts';
import type { CallHttpInput } from './activity-contract.ts';
import { withEffectTerms } from './effect-terms.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');

describe('the ticket of an effect', () => {
  const expressions = new JqExpressions();
  const schemas = new DataSchemas();
  afterAll(() => Promise.all([expressions.close(), schemas.close()]));

  async function asked(orchestrix: JsonObject, data: Json = {}, rest: JsonObject = {}, type: CallHttpInput['ticket']['type'] = 'EXECUTE') {
    const world = new ExecutionWorld();
    const { journal, tickets, processes, http, outgoing, verifier, exchange, throttles } = world;
    const task = { call: 'http', with: { method: 'post', endpoint: 'http://svc.test/' }, ...rest, metadata: { orchestrix } } as unknown as Task;
    const orders: CallHttpInput['ticket'][] = [];
    const result = await withEffectTerms(
      { journal, tickets, processes, http, outgoing, verifier, exchange, throttles, expressions, schemas, clock: { now: () => noon } },
      {
        execution: { tenantId: 't', executionId: 'e', correlationId: 'c' }, baggage: {}, data, context: null, bound: {}, workflow: { id: 'e', startedAt: noon.getTime() },
        run: { pointer: '/do/0/x', path: '/do/0/x', name: 'x', kind: 'call', task, attempt: 1, startedAt: noon.getTime() },
        ticket: { type, key: 'e:/do/0/x:do', priority: 'NORMAL' }, timeoutMs: 1000, mayRetry: false,
      },
      async ({ ticket }) => (orders.push(ticket), { effect: 'done' }),
    );
    return { order: orders[0], result, steps: [...world.of('e').steps.values()] };
  }

  test('is what its terms say, evaluated on the input of the task', async () => {
    const ticket = { type: 'DEPLOY', priority: 'CRITICAL', sla: '${ .within }', capabilities: ['helm', '${ .cluster }'], riskBand: 'HIGH', maxRetries: 2 };
    const { order } = await asked({ ticket }, { deep: { within: 'PT5M', cluster: 'eu' } }, { input: { from: '.deep' } });
    expect(order).toEqual({ type: 'DEPLOY', key: 'e:/do/0/x:do', priority: 'CRITICAL', slaDeadline: noon.getTime() + 300_000, requiredCapabilities: ['helm', 'eu'], riskBand: 'HIGH', maxRetries: 2 });
  });

  test('has the key of the definition, which no execution can have by itself', async () => {
    expect((await asked({ idempotencyKey: '${ "change " + .id }' }, { id: '7' })).order?.key).toBe('shared:change%207');
    expect((await asked({ idempotencyKey: 'x', ticket: { type: 'TEST' } }, {}, {}, 'COMPENSATE')).order).toMatchObject({ key: 'shared-undo:x', type: 'COMPENSATE' });
  });

  test('stays as it was without terms, and for a task that is skipped', async () => {
    expect((await asked({})).order?.key).toBe('e:/do/0/x:do');
    expect((await asked({ idempotencyKey: '${ .missing }' }, {}, { if: 'false' })).order?.key).toBe('e:/do/0/x:do');
  });

  test.each([
    [{ idempotencyKey: '${ .missing }' }, 'an idempotency key must have 1 to 300 characters'],
    [{ ticket: { sla: '${ .missing }' } }, 'the sla of the ticket is no duration from zero to a year: null'],
    [{ ticket: { capabilities: ['${ 1 }'] } }, 'the capabilities of the ticket must be texts'],
  ])('%j that comes to nothing is an error of the task, before anything leaves', async (orchestrix, detail) => {
    const { order, result, steps } = await asked(orchestrix);
    expect(order).toBeUndefined();
    expect(result).toMatchObject({ effect: 'none', error: { detail, instance: '/do/0/x' } });
    expect(steps).toMatchObject([{ status: 'failed' }]);
  });
});
