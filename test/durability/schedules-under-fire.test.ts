import { randomUUID } from 'node:crypto';
import { createPool } from '#pkg/database';
import { definitionOf } from '../support/product-entities.ts';
import { eventually } from '../support/eventually.ts';
import { SERVICES } from '../support/process-stack.ts';
import { productClient, type ProductClient } from '../support/product-client.ts';
import { accessToken } from '../support/product-people.ts';
import { testIssuer } from '../support/test-issuer.ts';
import { useDurableProduct } from './durable-product.ts';

const SECOND_MS = 1_000;
const PATIENCE_MS = 120_000;

describe('a schedule of every second while processes are killed', () => {
  const suite = useDurableProduct();

  test('starts one execution for each second, leaves none out, and each of them ends', async () => {
    const { stack } = suite.product;
    const pool = createPool({ url: stack.adminUrl, max: 1, applicationName: 'test-observer', acquireTimeoutMs: 10_000 });
    const ana: ProductClient = productClient(stack.address, { authorization: `Bearer ${await accessToken(testIssuer(), 'ana')}` });
    const { document, ...rest } = definitionOf('ticking', [{ note: { set: { seen: true } } }]);
    const definition = { ...rest, schedule: { every: 'PT1S' }, document: { ...(document as object), metadata: { orchestrix: { schedule: { overlap: 'allow', catchUp: 'PT10M' } } } } };
    const workflowId = (await ana.call('createWorkflow', { body: { name: randomUUID(), definition } })).body.id;
    /** Fire times that have an execution, in their order, each as often as it has one. */
    const started = async (): Promise<readonly number[]> => {
      const { rows } = await pool.query<{ at: string }>("SELECT substring(request_key FROM '[^:]+:[^:]+:(.*)') AS at FROM automation.executions WHERE workflow_id = $1", [workflowId]);
      return rows.map(({ at }) => Date.parse(at)).sort((a, b) => a - b);
    };
    const until = async (moment: number) => eventually(() => started().catch(() => []), (times) => (times.at(-1) ?? 0) >= moment, PATIENCE_MS);

    try {
      await until(1);
      for (const victim of SERVICES) {
        const before = Date.now();
        await stack.kill(victim);
        await stack.start(victim);
        await until(before + 5 * SECOND_MS);
      }
      await eventually(() => ana.send('disableWorkflow', { path: { workflowId } }), ({ status }) => status === 200, PATIENCE_MS);
      const times = await started();
      expect(times.length).toBeGreaterThan(10);
      expect(times).toEqual(times.map((_, index) => (times[0] ?? 0) + index * SECOND_MS));
      const open = async () => Number((await pool.query<{ count: string }>("SELECT count(*) FROM automation.executions WHERE workflow_id = $1 AND status <> 'completed'", [workflowId])).rows[0]?.count);
      expect(await eventually(open, (count) => count === 0, PATIENCE_MS)).toBe(0);
      const fires = await pool.query<{ outcome: string; count: string }>('SELECT outcome, count(*) FROM automation.schedule_fires WHERE workflow_id = $1 GROUP BY outcome', [workflowId]);
      expect(fires.rows.map(({ outcome, count }) => [outcome, Number(count)])).toEqual([['started', times.length]]);
    } finally {
      await pool.end();
    }
  }, 420_000);
});
