import { eventually } from '../support/eventually.ts';
import type { ProductClient } from '../support/product-client.ts';
import { useProduct } from '../support/product-suite.ts';

describe('a rule over metrics', () => {
  const suite = useProduct();
  let ana: ProductClient;

  beforeAll(async () => {
    ana = await suite.product.as('ana');
  });

  test('fires', async () => {
    const rule = (await ana.call('createAlertRule', { body: { kind: 'promql', name: 'Always', expr: 'vector(1)', interval_seconds: 1, labels: { severity: 'critical' } } })).body;
    const list = async () => (await ana.call('listAlerts', { query: { name: 'Always' } })).body.items;
    const [alert] = await eventually(list, (items) => items.length > 0);
    expect(alert).toMatchObject({ status: 'firing', rule_id: rule.id, source: 'rule', severity: 'critical' });
    const group = async () => (await ana.call('listRuleGroups')).body.items;
    await eventually(group, ([first]) => (first?.evaluations ?? 0) > 2);
  });
});
