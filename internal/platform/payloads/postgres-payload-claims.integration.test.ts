import { someTenant, testUrls, useTestPool, useTransactions } from '#test/support';
import { OutboxLedger } from '../outbox/outbox-ledger.ts';
import type { Claim } from './payload-claims.ts';
import { PostgresPayloadClaims } from './postgres-payload-claims.ts';

describe('payload claims in PostgreSQL', () => {
  const claims = new PostgresPayloadClaims(useTransactions());
  const relay = useTestPool('relay', 1, testUrls);
  const someClaim = (): Claim => ({ tenantId: someTenant(), workflowId: 'automation:execution:x', name: 'ab'.repeat(32) });

  test('content is kept as it was first put', async () => {
    const claim = someClaim();
    await claims.put(claim, Buffer.from('first'));
    await claims.put(claim, Buffer.from('second'));
    expect(Buffer.from(await claims.get(claim)).toString()).toBe('first');
  });

  test('content of another tenant does not exist', async () => {
    const claim = someClaim();
    await claims.put(claim, Buffer.from('mine'));
    await expect(claims.get({ ...claim, tenantId: someTenant() })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('after the end of its workflow content stays until then, and is swept afterwards', async () => {
    const claim = someClaim();
    await claims.put(claim, Buffer.from('mine'));
    const until = new Date('2020-01-02T00:00:00Z');
    await claims.keepUntil(claim, until);
    const ledger = new OutboxLedger(relay);
    await ledger.prune({ before: new Date(0), now: until });
    expect(Buffer.from(await claims.get(claim)).toString()).toBe('mine');
    await ledger.prune({ before: new Date(0), now: new Date(until.getTime() + 1) });
    await expect(claims.get(claim)).rejects.toMatchObject({ code: 'not_found' });
  });
});
