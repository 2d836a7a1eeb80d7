import { eventually } from '../support/eventually.ts';
import { definitionOf } from '../support/product-entities.ts';
import { useProduct } from '../support/product-suite.ts';

describe('a tenant keeps itself from using too much of the engine', () => {
  const suite = useProduct();

  test('it sees its limits, lowers them, is told when to come again, and cannot raise them above the installation\'s', async () => {
    const ana = await suite.product.as('ana');
    const { body: quota, headers } = await ana.call('getExecutionQuota');
    expect(quota).toMatchObject({ limits: quota.ceiling, own: { concurrent: null, per_minute: null }, use: { running: 0, waiting: 0 }, version: 1 });
    const put = (body: object, etag = headers.get('etag')!) => ana.send('updateExecutionQuota', { body, headers: { 'If-Match': etag } });

    const tooMuch = await put({ concurrent: quota.ceiling.concurrent + 1, per_minute: 1 });
    expect(tooMuch).toMatchObject({ status: 422, body: { code: 'invalid', errors: [{ field: '/concurrent', reason: expect.stringContaining('the installation allows') as string }] } });
    expect((await put({ concurrent: 0 })).status).toBe(400);
    expect(await put({ per_minute: 1 })).toMatchObject({ status: 200, body: { limits: { per_minute: 1, concurrent: quota.ceiling.concurrent }, own: { per_minute: 1, concurrent: null }, version: 2 } });
    expect((await put({})).status).toBe(412);
    const oscar = await suite.product.as('oscar');
    expect((await oscar.send('updateExecutionQuota', { body: {}, headers: { 'If-Match': '*' } })).status).toBe(403);

    const { id: workflowId } = (await ana.call('createWorkflow', { body: { name: 'quick', definition: definitionOf('quick', [{ note: { set: { done: true } } }]) } })).body;
    const execute = () => oscar.send('executeWorkflow', { path: { workflowId }, body: {} });
    const refused = await eventually(execute, ({ status }) => status === 429);
    expect(refused.body).toMatchObject({ code: 'limit', detail: 'more than 1 executions were requested within a minute' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ana.call('getExecutionQuota')).body.use.last_minute).toBeGreaterThanOrEqual(1);

    await put({}, '"2"');
    await eventually(execute, ({ status }) => status === 202);
    const { items } = (await ana.call('listAuditLogs', { query: { entity_type: 'execution_quota' } })).body;
    expect(items.map(({ action, after }) => [action, after])).toEqual([
      ['automation.execution_quota.updated', { concurrent: null, per_minute: null }], ['automation.execution_quota.updated', { concurrent: null, per_minute: 1 }],
    ]);
  });
});
