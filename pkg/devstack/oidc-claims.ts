import type { DirectoryOrganization, DirectoryUser, OidcDirectory } from './oidc-directory.ts';
import type { RealmClient } from './realm.ts';

type Claims = Record<string, unknown>;

/** Scopes that every client has without asking, of those that show in a token. */
const DEFAULT_SCOPES = ['email', 'profile'];

/**
 * The organizations that a request's scopes are about: `organization` is the only one a person has, `organization:*` all,
 * `organization:<alias>` that one. Disabled ones and those of others are left out without a word, as Keycloak does.
 */
export function organizationsInScope(directory: OidcDirectory, userId: string, scopes: readonly string[]): readonly DirectoryOrganization[] {
  const own = directory.organizationsOf(userId).filter(({ enabled }) => enabled);
  if (scopes.includes('organization:*')) return own;
  const named = own.filter(({ alias }) => scopes.includes(`organization:${alias}`));
  if (named.length > 0) return named;
  return scopes.includes('organization') && own.length === 1 ? own : [];
}

/** What the scope of the answer will say: the request plus the default scopes, without organizations the person is not in. */
export function grantedScope(directory: OidcDirectory, userId: string, scopes: readonly string[]): string {
  const allowed = new Set(organizationsInScope(directory, userId, scopes).map(({ alias }) => `organization:${alias}`));
  const kept = scopes.filter((scope) => !scope.startsWith('organization:') || scope === 'organization:*' || allowed.has(scope));
  return [...new Set([...kept, ...DEFAULT_SCOPES])].join(' ');
}

/** Claims about a person that access tokens, ID tokens and the userinfo endpoint share. */
export function personClaims(directory: OidcDirectory, user: DirectoryUser, scopes: readonly string[]): Claims {
  const organizations = organizationsInScope(directory, user.id, scopes);
  const tenants = organizations.map(({ alias, id, attributes }) => [alias, { ...attributes, id }] as const);
  return {
    ...(organizations.length > 0 ? { tenants: Object.fromEntries(tenants), organization: organizations.map(({ alias }) => alias) } : {}),
    email_verified: user.emailVerified ?? false,
    preferred_username: user.username,
    ...([user.firstName, user.lastName].some(Boolean) ? { name: [user.firstName, user.lastName].filter(Boolean).join(' ') } : {}),
    ...(user.firstName === undefined ? {} : { given_name: user.firstName }),
    ...(user.lastName === undefined ? {} : { family_name: user.lastName }),
    ...(user.email === undefined ? {} : { email: user.email }),
  };
}

/** Claims of an access token beside the registered ones of RFC 9068: roles, and the authorized party in Keycloak's spelling. */
export function accessClaims(user: DirectoryUser, client: RealmClient): Claims {
  return {
    typ: 'Bearer',
    azp: client.clientId,
    acr: '1',
    ...(user.realmRoles === undefined ? {} : { realm_access: { roles: user.realmRoles } }),
    ...(user.clientRoles === undefined
      ? {}
      : { resource_access: Object.fromEntries(Object.entries(user.clientRoles).map(([audience, roles]) => [audience, { roles }])) }),
  };
}

/** Who may accept tokens of this client: the audiences of its mappers, and the APIs in which the user has roles. */
export function audienceOf(client: RealmClient, user: DirectoryUser): readonly string[] {
  const mapped = (client.protocolMappers ?? [])
    .filter(({ protocolMapper }) => protocolMapper === 'oidc-audience-mapper')
    .flatMap(({ config }) => config['included.client.audience'] ?? []);
  return [...mapped, ...Object.keys(user.clientRoles ?? {})];
}
