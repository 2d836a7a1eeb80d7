import { RemediationWorld } from '../fakes/remediation-world.ts';
import { sealPlainSecrets } from './seal-plain-secrets.ts';

test('secrets from before they were encrypted are encrypted once, in the same version of their policy, and it is on record', async () => {
  const world = new RemediationWorld();
  const plain = await world.policy({ name: 'old', escalation: { webhookUrl: 'https://acme.com/hook', secret: 'a long enough secret' } });
  await world.policy({ name: 'unsigned', escalation: { webhookUrl: 'https://acme.com/hook' } });
  const seal = sealPlainSecrets({ ...world, watch: { tenantsWithPlainSecrets: (most) => world.work.tenantsWithPlainSecrets(most) } });
  expect([await seal(), await seal()]).toEqual([1, 0]);
  const policy = await world.work.read(world.owner, ({ policies }) => policies.get(plain.id));
  expect(policy).toEqual({ ...plain, escalation: { webhookUrl: 'https://acme.com/hook', sealedSecret: `sealed for remediation-policy:${plain.id}: a long enough secret` } });
  expect(world.work.entries).toMatchObject([{ action: 'remediation.policy.secret_encrypted', entityId: plain.id }]);
});
