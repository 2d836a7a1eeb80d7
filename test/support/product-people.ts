import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { asTenantId } from '#internal/kernel';
// eslint-disable-next-line no-restricted-imports -- the seed is the composition root's to offer, and tests compose the product themselves
import { createTenantSeed } from '../../internal/auth/module.ts';
import { systemClock, transactionsOn, uuidGenerator } from './transactions.ts';

/** Tenants whose organizations are in the realm file. */
export const TENANTS = {
  acme: asTenantId('0198c0de-0000-7000-8000-000000000001'),
  globex: asTenantId('0198c0de-0000-7000-8000-000000000002'),
} as const;

/** People of the realm file; the password is the name. `root` is the platform administrator and a member of no tenant. */
export const PEOPLE = {
  ana: { tenant: 'acme', role: 'admin' },
  oscar: { tenant: 'acme', role: 'operator' },
  rita: { tenant: 'acme', role: 'responder' },
  victor: { tenant: 'acme', role: 'viewer' },
  bob: { tenant: 'globex', role: 'admin' },
} as const;

export type Person = keyof typeof PEOPLE | 'root';

/** Makes both tenants and their members, as the command line does for its demonstration. */
export async function seedTenants(pool: Pool): Promise<void> {
  const seed = createTenantSeed({ transactions: transactionsOn(pool), ids: uuidGenerator, clock: systemClock });
  for (const [alias, id] of Object.entries(TENANTS)) {
    const members = Object.entries(PEOPLE)
      .filter(([, { tenant }]) => tenant === alias)
      .map(([name, { role }]) => ({ email: `${name}@${alias}.example`, role }));
    await seed({ id, alias, name: alias, members }, { correlationId: randomBytes(16).toString('hex'), via: 'seed' });
  }
}

/** An access token by password, as the command line gets it. `tenant` is needed for members of several tenants only. */
export async function accessToken(issuer: string, username: string, { password = username, tenant }: { readonly password?: string; readonly tenant?: string } = {}): Promise<string> {
  const scope = `openid ${tenant === undefined ? 'organization' : `organization:${tenant}`}`;
  const body = new URLSearchParams({ client_id: 'orchestrix-cli', grant_type: 'password', scope, username, password });
  const response = await fetch(`${issuer}/protocol/openid-connect/token`, { method: 'POST', body });
  const answer = (await response.json()) as { readonly access_token?: string };
  if (answer.access_token === undefined) throw new Error(`no token for ${username}: ${JSON.stringify(answer)}`);
  return answer.access_token;
}
