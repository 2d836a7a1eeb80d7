import { randomBytes } from 'node:crypto';
import { asTenantId, type Role } from '#internal/kernel';
import { withTenantSeed } from '../tenant-seed.ts';

interface DemoTenant {
  readonly id: string;
  readonly alias: string;
  readonly name: string;
  /** User names of the realm file; the address is `<name>@<alias>.example`, the password is the name. */
  readonly people: Readonly<Record<string, Role>>;
}

/** Tenants whose organizations and people `keycloak/realm-orchestrix.json` brings; roles inside a tenant are ours. */
export const DEMO_TENANTS: readonly DemoTenant[] = [
  { id: '0198c0de-0000-7000-8000-000000000001', alias: 'acme', name: 'Acme', people: { ana: 'admin', oscar: 'operator', rita: 'responder', victor: 'viewer' } },
  { id: '0198c0de-0000-7000-8000-000000000002', alias: 'globex', name: 'Globex', people: { bob: 'admin' } },
];

/** The realm's administrator of the platform, in no tenant. */
export const PLATFORM_ADMIN = 'root';

/** Makes the demo tenants and the memberships of their people, as far as they are missing. `databaseUrl` is the application role's. */
export async function seedDemoTenants(databaseUrl: string): Promise<void> {
  await withTenantSeed(databaseUrl, async (ensureTenant) => {
    for (const { id, alias, name, people } of DEMO_TENANTS) {
      const members = Object.entries(people).map(([person, role]) => ({ email: `${person}@${alias}.example`, role }));
      await ensureTenant({ id: asTenantId(id), alias, name, members }, { correlationId: randomBytes(16).toString('hex'), via: 'seedDemo' });
    }
  });
}
