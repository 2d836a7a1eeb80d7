import { runDemo } from '../../internal/app/cli/demo/run-demo.ts';
import { useProduct } from '../support/product-suite.ts';

interface Report {
  readonly held: boolean;
  readonly acts: readonly { readonly act: number; readonly problem?: string; readonly checks: readonly { readonly claim: string; readonly held: boolean; readonly evidence: string }[] }[];
}

describe('the demo', () => {
  const suite = useProduct();

  test('tells how a service is repaired, and how a repair that failed is undone, and cleans up behind itself', async () => {
    const { product, issuer } = suite;
    const ana = await product.as('ana');
    await ana.call('updateEgressSettings', { headers: { 'If-Match': '*' }, body: { public_https: true, rules: [{ target: '127.0.0.0/8', schemes: ['http'], ports: [] }] } });
    const written: string[] = [];

    const code = await runDemo({
      apiUrl: product.address,
      user: { issuer, clientId: 'orchestrix-cli', username: 'ana', password: 'ana' },
      workerPid: () => undefined, // it lives in this process: killing it is for the durability stories
      acts: [1, 2],
      json: true,
      screen: { write: (text) => written.push(text) },
    });

    const report = JSON.parse(written.join('')) as Report;
    const untrue = report.acts.flatMap(({ problem, checks }) => [...(problem === undefined ? [] : [problem]), ...checks.filter(({ held }) => !held)]);
    expect({ code, untrue, acts: report.acts.map(({ act }) => act) }).toEqual({ code: 0, untrue: [], acts: [1, 2] });

    const [policies, workflows, rules, keys, alerts] = await Promise.all([
      ana.call('listRemediationPolicies'), ana.call('listWorkflows'), ana.call('listAlertRules'), ana.call('listApiKeys'), ana.call('listAlerts'),
    ]);
    expect([policies.body.items, workflows.body.items, rules.body.items]).toEqual([[], [], []]);
    expect(keys.body.items.filter(({ revoked_at: revoked }) => revoked === null)).toEqual([]);
    expect(alerts.body.items.map(({ status }) => status)).toEqual(['resolved', 'resolved']);
  }, 180_000);
});
