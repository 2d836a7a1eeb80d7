import { v7 as uuidv7 } from 'uuid';
import { someActor, systemClock, useTestPool, useTransactions, uuidGenerator } from '#test/support';
import { NodeSecrets } from '../crypto/node-secrets.ts';
import { NO_TENANT } from '../domain/tenant.ts';
import { authContract } from '../ports/auth.contract.ts';
import { sessionStoreContract } from '../ports/session-store.contract.ts';
import { authenticateApiKey } from '../service/authenticate-api-key.ts';
import { createApiKey } from '../service/create-api-key.ts';
import { createTenant } from '../service/create-tenant.ts';
import { inviteMember } from '../service/invite-member.ts';
import { removeMember } from '../service/remove-member.ts';
import { revokeApiKey } from '../service/revoke-api-key.ts';
import { updateMember } from '../service/update-member.ts';
import { PostgresApiKeyLookup } from './postgres-api-key-lookup.ts';
import { postgresAuth } from './postgres-auth.ts';
import { PostgresSessionStore } from './postgres-session-store.ts';

const transactions = useTransactions();
const admin = useTestPool('admin', 1);
const app = useTestPool('app', 1);
const work = postgresAuth(transactions);
const lookup = new PostgresApiKeyLookup(transactions);
const secrets = new NodeSecrets('a session secret of at least 32 bytes');
const deps = { work, ids: uuidGenerator, clock: systemClock };
const root = someActor({ tenantId: NO_TENANT, subject: 'root' });

authContract('PostgresAuth', () => ({ work, lookup, newId: uuidv7 }));
sessionStoreContract('PostgresSessionStore', () => ({ store: new PostgresSessionStore(transactions, { now: () => new Date('2026-11-21T12:00:00.000Z') }), newId: uuidv7 }));

async function newTenant() {
  const tenant = await createTenant(deps)(root, { alias: `t${uuidv7().replaceAll('-', '').slice(-20)}`, name: 'Acme', admin: { email: 'ana@acme.example' } });
  return { tenant, actor: someActor({ tenantId: tenant.id }) };
}

describe('tenants, members and keys in PostgreSQL', () => {
  test('the audit trail of a tenant begins with its creation, by the platform administrator', async () => {
    const { tenant } = await newTenant();
    const { rows } = await admin.query<{ action: string; actor: string }>('SELECT action, actor FROM audit.audit_log WHERE tenant_id = $1 ORDER BY seq', [tenant.id]);
    expect(rows).toEqual([
      { action: 'auth.tenant.created', actor: 'root' },
      { action: 'auth.member.invited', actor: 'root' },
    ]);
    const { rows: events } = await admin.query<{ type: string; aggregate_id: string }>('SELECT type, aggregate_id FROM platform.outbox WHERE tenant_id = $1 ORDER BY seq', [tenant.id]);
    expect(events).toEqual([
      { type: 'auth.tenant.created', aggregate_id: tenant.id },
      { type: 'auth.member.invited', aggregate_id: tenant.id },
    ]);
  });

  test('of two administrators who leave at the same moment one stays', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { actor } = await newTenant();
      const first = await work.read(actor, ({ members }) => members.findByEmail('ana@acme.example'));
      const second = await inviteMember(deps)(actor, { email: 'oscar@acme.example', role: 'admin' });
      const results = await Promise.allSettled([removeMember({ work })(actor, first!.id, 1), updateMember({ work })(actor, second.id, { role: 'viewer' }, 1)]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({ code: 'conflict' });
      expect(await work.run(actor, ({ members }) => members.lockAdmins())).toHaveLength(1);
    }
  });

  test('a revoked key is refused within five seconds, by a process that had let it in', async () => {
    const { actor } = await newTenant();
    const { key, secret } = await createApiKey({ ...deps, secrets, environment: 'test' })(actor, { name: 'prometheus', scopes: ['alerts:write'] });
    const authenticate = authenticateApiKey({ lookup, secrets, clock: systemClock, journal: { refused: () => undefined } });
    expect(await authenticate(secret, undefined)).toMatchObject({ tenantId: actor.tenantId, subject: `api-key:${key.keyId}` });
    await revokeApiKey({ work, clock: systemClock })(actor, key.id);
    const revokedAt = Date.now();
    for (;;) {
      const letIn = await authenticate(secret, undefined).then(() => true, () => false);
      if (!letIn) break;
      expect(Date.now() - revokedAt).toBeLessThan(5_000);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(Date.now() - revokedAt).toBeLessThan(5_000);
  });

  test('the secret of a key is in no table', async () => {
    const { actor } = await newTenant();
    const { secret } = await createApiKey({ ...deps, secrets, environment: 'test' })(actor, { name: 'prometheus', scopes: ['alerts:write'] });
    const stored = await admin.query<{ text: string }>(
      `SELECT k::text AS text FROM auth.api_keys k WHERE tenant_id = $1 UNION ALL SELECT a::text FROM audit.audit_log a WHERE tenant_id = $1 UNION ALL SELECT o::text FROM platform.outbox o WHERE tenant_id = $1`,
      [actor.tenantId],
    );
    expect(stored.rows.length).toBeGreaterThan(2);
    for (const { text } of stored.rows) expect(text).not.toContain(secret.slice(-49));
  });
});

describe('what the application role may do', () => {
  const refused = { code: '42501' };

  test.each([
    'DELETE FROM auth.tenants',
    "UPDATE auth.tenants SET alias = 'mine'",
    'TRUNCATE auth.sessions',
    "UPDATE auth.sessions SET subject = 'somebody else'",
    "UPDATE auth.api_keys SET digest = repeat('a', 64)",
    "UPDATE auth.api_keys SET scopes = '{alerts:read}'",
    'DELETE FROM auth.api_keys',
    'UPDATE auth.logout_tokens SET expires_at = now()',
  ])('not: %s', async (statement) => {
    await expect(app.query(statement)).rejects.toMatchObject(refused);
  });

  test('keys are seen in their tenant only; the lookup function is the one exception and belongs to nobody else', async () => {
    await expect(app.query('SELECT * FROM auth.api_keys')).rejects.toMatchObject(refused);
    const { rows } = await admin.query<{ owner: string; definer: boolean; config: string[]; grantees: string[] }>(
      `SELECT pg_get_userbyid(proowner) AS owner, prosecdef AS definer, proconfig AS config,
              ARRAY(SELECT pg_get_userbyid(grantee)::text FROM aclexplode(proacl) WHERE privilege_type = 'EXECUTE' AND grantee <> proowner) AS grantees,
              EXISTS (SELECT FROM aclexplode(proacl) WHERE grantee = 0) AS public
       FROM pg_proc WHERE oid = 'auth.find_api_key(text)'::regprocedure`,
    );
    expect(rows).toEqual([{ owner: 'orx_migrator', definer: true, config: ['search_path=""'], grantees: ['orx_app'], public: false }]);
  });
});
