import { invalid } from '#pkg/apperror';
import { asTenantId, type TenantId } from '#internal/kernel';
import { displayName } from './display-name.ts';

/** A customer of the platform; an Organization at the identity provider, tied to it by the attribute `tenant_id`. */
export interface Tenant {
  readonly id: TenantId;
  /** Short name for headers and sign-in. It never changes: the identity provider does not let it. */
  readonly alias: string;
  readonly name: string;
  /** Nobody gets into a tenant that is switched off: people, browsers and API keys alike. */
  readonly enabled: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}

/**
 * The tenant of an actor who acts for none: a platform administrator without an organization, or the code that keeps browser
 * sessions. No row of a tenant table ever carries it.
 */
export const NO_TENANT: TenantId = asTenantId('00000000-0000-0000-0000-000000000000');

const ALIAS = /^[a-z][a-z0-9-]{1,38}[a-z0-9]$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The uuid in its canonical lower case, or undefined when `value` is none. */
export const parseUuid = (value: string): string | undefined => (UUID.test(value) ? value.toLowerCase() : undefined);

/** Throws `invalid` when the alias is not 3 to 40 lower-case letters, digits and hyphens, or looks like a tenant id. */
export function openTenant(given: { readonly id: TenantId; readonly alias: string; readonly name: string; readonly now: Date }): Tenant {
  if (!ALIAS.test(given.alias)) throw invalid('/alias', 'must be 3 to 40 lower-case letters, digits and hyphens, starting with a letter');
  if (parseUuid(given.alias)) throw invalid('/alias', 'must not look like a tenant id');
  return { id: given.id, alias: given.alias, name: displayName(given.name), enabled: true, createdAt: given.now, updatedAt: given.now, version: 1 };
}

/** A new name, or switched on or off; the version is moved by whoever stores it. */
export const changeTenant = (tenant: Tenant, change: { readonly name?: string; readonly enabled?: boolean; readonly now: Date }): Tenant => ({
  ...tenant,
  name: change.name === undefined ? tenant.name : displayName(change.name),
  enabled: change.enabled ?? tenant.enabled,
  updatedAt: change.now,
});
