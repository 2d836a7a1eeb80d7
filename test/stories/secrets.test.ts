import { useTestPool } from '#test/support';
import { eventually } from '../support/eventually.ts';
import type { ProductClient } from '../support/product-client.ts';
import { allowLoopback, definitionOf } from '../support/product-entities.ts';
import { useSampleService } from '../support/product-service.ts';
import { useProduct } from '../support/product-suite.ts';
import { testIssuer } from '../support/test-issuer.ts';

const PASSWORD = 'correct-horse-battery-staple';
const CLIENT_SECRET = 'orchestrix-admin-development-secret';

describe('a workflow uses secrets', () => {
  const suite = useProduct();
  const outside = useSampleService();
  const admin = useTestPool('admin', 2, suite.urls);
  let ana: ProductClient;

  /** Tables in which a text stands anywhere. */
  async function tablesWith(text: string): Promise<readonly string[]> {
    const { rows } = await admin.query<{ name: string }>("SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')");
    const found: string[] = [];
    for (const { name } of rows) if ((await admin.query(`SELECT 1 FROM ${name} AS t WHERE t::text LIKE $1 LIMIT 1`, [`%${text}%`])).rows.length > 0) found.push(name);
    return found;
  }

  async function run(name: string, definition: object): Promise<{ readonly status: string; readonly error: unknown }> {
    const workflow = (await ana.call('createWorkflow', { body: { name, definition: definition as Record<string, never> } })).body;
    const { id } = (await ana.call('executeWorkflow', { path: { workflowId: workflow.id }, body: {} })).body;
    return eventually(async () => (await ana.call('getExecution', { path: { executionId: id } })).body, ({ finished_at: at }) => at !== null);
  }

  beforeAll(async () => {
    ana = await suite.product.as('ana');
    await allowLoopback(ana);
    await ana.call('putSecret', { path: { secretName: 'login' }, body: { value: { username: 'svc', password: PASSWORD } } });
    await ana.call('putSecret', { path: { secretName: 'client' }, body: { value: { authority: testIssuer(), grant: 'client_credentials', client: { id: 'orchestrix-admin', secret: CLIENT_SECRET } } } });
  });

  test('which reach the service, and stand in no table of the database', async () => {
    const { url } = outside.service;
    const definition = {
      ...definitionOf('with-secrets', [
        { login: { call: 'http', with: { method: 'post', endpoint: { uri: `${url}/login`, authentication: { basic: { use: 'login' } } }, headers: { 'X-Copy': '${ $secrets.login.password }' }, body: { sent: '${ $secrets.login }' }, output: 'response' } } },
      ]),
      use: { secrets: ['login'] },
    };
    expect(await run('with secrets', definition)).toMatchObject({ status: 'completed' });
    expect(outside.service.callsTo('/login')).toMatchObject([{ headers: { authorization: `Basic ${Buffer.from(`svc:${PASSWORD}`).toString('base64')}`, 'x-copy': PASSWORD }, body: { sent: { username: 'svc', password: PASSWORD } } }]);
    for (const form of [PASSWORD, Buffer.from(PASSWORD).toString('base64'), Buffer.from(`svc:${PASSWORD}`).toString('base64')]) expect(await tablesWith(form)).toEqual([]);
    expect(await tablesWith('with-secrets')).toContain('automation.workflow_versions');
  });

  test('to get a token of a real identity provider', async () => {
    const definition = {
      ...definitionOf('with-token', [{ ask: { call: 'http', with: { method: 'get', endpoint: { uri: `${outside.service.url}/token`, authentication: { oidc: { use: 'client' } } } } } }]),
      use: { secrets: ['client'] },
    };
    expect(await run('with token', definition)).toMatchObject({ status: 'completed', error: null });
    const [call] = outside.service.callsTo('/token');
    expect(call?.headers.authorization).toMatch(/^Bearer ./);
    expect(await tablesWith(CLIENT_SECRET)).toEqual([]);
    expect(await tablesWith(String(call?.headers.authorization).slice('Bearer '.length))).toEqual([]);
  });

  test('and fails as the specification says once one is gone', async () => {
    await ana.call('deleteSecret', { path: { secretName: 'login' } });
    const definition = { ...definitionOf('without', [{ login: { call: 'http', with: { method: 'get', endpoint: `${outside.service.url}/x`, headers: { A: '${ $secrets.login.password }' } } } }]), use: { secrets: ['login'] } };
    expect(await run('without', definition)).toMatchObject({ status: 'failed', error: { status: 403, detail: "there is no secret 'login'" } });
    expect(outside.service.callsTo('/x')).toEqual([]);
  });
});
