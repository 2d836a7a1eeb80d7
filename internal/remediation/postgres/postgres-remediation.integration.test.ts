import { someActor, useTransactions } from '#test/support';
import { policyOf, remediationContract } from '../ports/remediation.contract.ts';
import { postgresPlainSecretWatch, postgresRemediation } from './postgres-remediation.ts';

const transactions = useTransactions();

remediationContract('PostgreSQL', () => postgresRemediation(transactions), () => someActor());

test('the look across tenants names those whose secrets are not encrypted, and no others', async () => {
  const [plain, sealed] = [someActor(), someActor()];
  const work = postgresRemediation(transactions);
  const url = { webhookUrl: 'https://acme.com/hook' };
  const policy = policyOf(plain, { escalation: { ...url, secret: 'a long enough secret' } });
  await work.run(plain, ({ policies }) => policies.add(policy));
  await work.run(sealed, ({ policies }) => policies.add(policyOf(sealed, { escalation: { ...url, sealedSecret: 'sealed' } })));
  const found = await postgresPlainSecretWatch(transactions).tenantsWithPlainSecrets(100_000);
  expect([found.includes(plain.tenantId), found.includes(sealed.tenantId)]).toEqual([true, false]);
});
