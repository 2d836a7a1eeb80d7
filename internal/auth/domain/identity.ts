import { forbidden, unauthenticated } from '#pkg/apperror';
import { asTenantId, type Json, type JsonObject, type TenantId } from '#internal/kernel';
import { parseUuid } from './tenant.ts';

/** One organization of a token: the person may act there, as far as the identity provider is concerned. */
export interface TenantClaim {
  readonly alias: string;
  readonly tenantId: TenantId;
}

/** Who a verified access token speaks of. */
export interface Identity {
  readonly subject: string;
  readonly email?: string;
  readonly emailVerified: boolean;
  readonly name?: string;
  readonly tenants: readonly TenantClaim[];
  /** The realm role `platform-admin`, the only realm role that means anything here. */
  readonly platformAdmin: boolean;
  /** The provider's browser session (`sid`), for back-channel logout. */
  readonly providerSessionId?: string;
  readonly expiresAt: Date;
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: Json | undefined): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/**
 * Reads the claims of a token whose signature, issuer, audience and times have been verified. The claim `tenants` has Keycloak's form
 * `{"<alias>": {"id": "…", "tenant_id": ["<uuid>"]}}`; an organization without a tenant's uuid is none of ours and is left out.
 */
export function identityFromClaims(claims: JsonObject): Identity {
  const subject = text(claims.sub);
  if (subject === undefined || typeof claims.exp !== 'number') throw unauthenticated();
  const [email, name, sid] = [text(claims.email), text(claims.name) ?? text(claims.preferred_username), text(claims.sid)];
  const roles = isObject(claims.realm_access) ? claims.realm_access.roles : undefined;
  return {
    subject,
    ...(email !== undefined && { email: email.toLowerCase() }),
    emailVerified: claims.email_verified === true,
    ...(name !== undefined && { name }),
    tenants: tenantClaims(claims.tenants),
    platformAdmin: Array.isArray(roles) && roles.includes('platform-admin'),
    ...(sid !== undefined && { providerSessionId: sid }),
    expiresAt: new Date(claims.exp * 1000),
  };
}

function tenantClaims(claim: Json | undefined): TenantClaim[] {
  if (!isObject(claim)) return [];
  return Object.entries(claim).flatMap(([alias, organization]) => {
    const values = isObject(organization) ? organization.tenant_id : undefined;
    const uuid = Array.isArray(values) && typeof values[0] === 'string' ? parseUuid(values[0]) : undefined;
    return uuid === undefined ? [] : [{ alias, tenantId: asTenantId(uuid) }];
  });
}

/**
 * The tenant a request is about: the one it names (uuid or alias), or the only one in the token. Naming a tenant that is not in the
 * token is answered like a forged token (`unauthenticated`), so that nobody learns which tenants exist; a token without a tenant, or
 * with several and none named, is `forbidden`. Undefined only for a platform administrator who acts for no tenant.
 */
export function chooseTenant(identity: Identity, requested: string | undefined): TenantClaim | undefined {
  const { tenants, platformAdmin } = identity;
  if (requested !== undefined) {
    const uuid = parseUuid(requested);
    const found = tenants.find(({ alias, tenantId }) => (uuid === undefined ? alias === requested : tenantId === uuid));
    if (!found) throw unauthenticated();
    return found;
  }
  if (tenants.length === 1) return tenants[0];
  if (platformAdmin) return undefined;
  throw forbidden(tenants.length === 0 ? 'you are not a member of any tenant' : 'name one of your tenants in the X-Tenant-Id header');
}
