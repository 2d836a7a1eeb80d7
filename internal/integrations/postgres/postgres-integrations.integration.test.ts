import { someActor, someTenant, useTestPool, useTransactions } from '#test/support';
import { integrationOf, integrationsContract } from '../ports/integrations.contract.ts';
import { postgresIntegrationDirectory, postgresIntegrations } from './postgres-integrations.ts';

const transactions = useTransactions();
const admin = useTestPool('admin', 1);
const work = postgresIntegrations(transactions);
const directory = postgresIntegrationDirectory(transactions);

// The directory knows tenants that exist and are not switched off.
const tenants = Array.from({ length: 40 }, someTenant);
const added = async (id: string, enabled: boolean) => {
  await admin.query(`INSERT INTO auth.tenants (id, alias, name, enabled, created_at, updated_at, version) VALUES ($1, $2, 'a tenant', $3, now(), now(), 1)`, [id, `t-${id}`, enabled]);
};
beforeAll(async () => {
  for (const id of tenants) await added(id, true);
});

let next = 0;
integrationsContract('PostgresIntegrations', () => ({ work, directory }), () => someActor({ tenantId: tenants[next++]! }));

test('a tenant that is switched off has no integrations for anybody from outside', async () => {
  const owner = someActor();
  await added(owner.tenantId, false);
  const integration = integrationOf(owner);
  await work.run(owner, ({ integrations }) => integrations.add(integration));
  expect(await directory.byId(integration.id)).toBeUndefined();
});
