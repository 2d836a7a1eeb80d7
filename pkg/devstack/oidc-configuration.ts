import type { ClientMetadata, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { accessClaims, audienceOf, grantedScope, personClaims } from './oidc-claims.ts';
import type { OidcDirectory } from './oidc-directory.ts';
import { deviceCodePage, deviceConfirmPage, deviceDonePage, errorPage, logoutPage, PAGE_HEADERS, signedOutPage } from './oidc-pages.ts';
import type { SigningKeys } from './oidc-signing-keys.ts';
import type { OidcStore } from './oidc-store.ts';
import type { Realm, RealmClient } from './realm.ts';

/** All tokens are for one API; the provider wants it named by an absolute URI, the audience in the token is the mappers'. */
export const RESOURCE = 'urn:realm:api';
const PROTOCOL = '/protocol/openid-connect';
const PERSON = ['tenants', 'organization', 'email_verified', 'preferred_username', 'name', 'given_name', 'family_name', 'email', 'azp'];

export interface ProviderParts {
  readonly realm: Realm;
  readonly directory: OidcDirectory;
  readonly store: OidcStore;
  readonly keys: SigningKeys;
  /** Issuer without its path. */
  readonly mount: string;
}

/** Settings under which oidc-provider answers at Keycloak's addresses with Keycloak's claims. */
export function oidcConfiguration({ realm, directory, store, keys, mount }: ProviderParts): Configuration {
  const clients = new Map(realm.clients.map((client) => [client.clientId, client]));
  const knownScopes = () => ['openid', 'profile', 'email', 'organization', 'organization:*', ...directory.allOrganizations().map(({ alias }) => `organization:${alias}`)];
  return {
    adapter: (kind) => store.adapter(kind),
    clients: realm.clients.filter(({ bearerOnly }) => !bearerOnly).map(clientMetadata),
    jwks: { keys: [...keys.keys] },
    cookies: { keys: [keys.cookieSecret] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    scopes: ['openid', 'profile', 'email', 'organization'],
    claims: { openid: ['sub', ...PERSON] },
    responseTypes: ['code'],
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    ttl: {
      AccessToken: realm.accessTokenLifespan, ClientCredentials: realm.accessTokenLifespan, IdToken: realm.accessTokenLifespan,
      RefreshToken: realm.ssoSessionIdleTimeout, Session: realm.ssoSessionMaxLifespan, Grant: realm.ssoSessionMaxLifespan,
      AuthorizationCode: 60, DeviceCode: 600, Interaction: 1800,
    },
    routes: {
      authorization: `${PROTOCOL}/auth`, token: `${PROTOCOL}/token`, jwks: `${PROTOCOL}/certs`, end_session: `${PROTOCOL}/logout`,
      revocation: `${PROTOCOL}/revoke`, device_authorization: `${PROTOCOL}/auth/device`, code_verification: '/device',
    },
    discovery: { userinfo_endpoint: `${mount}${PROTOCOL}/userinfo` },
    interactions: { url: (_ctx, { uid }) => `${new URL(mount).pathname}/login-actions/authenticate/${uid}` },
    clientBasedCORS: (_ctx, origin, { clientId }) => clients.get(clientId)?.webOrigins?.includes(origin) ?? false,
    renderError: async (ctx, { error, error_description: description }) => show(ctx, errorPage(error, description ?? '')),
    // Without the dispatcher that the provider hands over: it refuses loopback addresses, where the applications are that want to hear of a logout.
    fetch: async (input, { dispatcher: _refusing, ...init }: RequestInit = {}) => await fetch(input, init),
    // Our own applications: nobody is asked whether they may know who signed in.
    loadExistingGrant: async (ctx) => await firstPartyGrant(ctx, knownScopes()),
    findAccount: async (ctx, id) => {
      const user = directory.user(id);
      if (!user?.enabled) return undefined;
      return { accountId: id, claims: async (_use, scope) => ({ sub: id, azp: ctx.oidc.client?.clientId, ...personClaims(directory, user, scope.split(' ')) }) };
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false }, // Its own route: the built-in one refuses tokens that have an audience, Keycloak's takes them.
      clientCredentials: { enabled: true },
      deviceFlow: {
        enabled: true,
        userCodeInputSource: async (ctx, form, _out, error) => show(ctx, deviceCodePage(form, error !== undefined)),
        userCodeConfirmSource: async (ctx, form, _client, _deviceInfo, userCode) => show(ctx, deviceConfirmPage(form, userCode)),
        successSource: async (ctx) => show(ctx, deviceDonePage()),
      },
      revocation: { enabled: true },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx, form) => show(ctx, logoutPage(form, ctx.oidc.entities.IdTokenHint !== undefined)),
        postLogoutSuccessSource: async (ctx) => show(ctx, signedOutPage()),
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: async () => RESOURCE,
        useGrantedResource: async () => true,
        getResourceServerInfo: async () => ({
          scope: knownScopes().join(' '), audience: RESOURCE, accessTokenFormat: 'jwt', accessTokenTTL: realm.accessTokenLifespan, jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    formats: {
      customizers: {
        jwt: async (_ctx, token, { payload }) => {
          const client = clients.get(String(token.clientId));
          const user = token.kind === 'AccessToken' ? directory.user(token.accountId) : directory.serviceAccount(String(token.clientId));
          if (!client || !user) return;
          const scopes = [...token.scopes];
          const audience = audienceOf(client, user);
          delete payload['client_id']; // Keycloak says azp instead.
          Object.assign(payload, accessClaims(user, client), personClaims(directory, user, scopes), {
            sub: user.id,
            aud: audience.length === 1 ? audience[0] : audience,
            scope: grantedScope(directory, user.id, scopes),
            ...('sid' in token && typeof token.sid === 'string' ? { sid: token.sid } : {}),
          });
        },
      },
    },
  };
}

function show(ctx: KoaContextWithOIDC, html: string): void {
  ctx.set({ ...PAGE_HEADERS });
  ctx.body = html;
}

function clientMetadata(client: RealmClient): ClientMetadata {
  const { attributes = {} } = client;
  const backchannel = attributes['backchannel.logout.url'];
  const grants = [
    ...(client.standardFlowEnabled ? ['authorization_code'] : []),
    ...(client.directAccessGrantsEnabled ? ['password'] : []),
    ...(client.serviceAccountsEnabled ? ['client_credentials'] : []),
    ...(attributes['oauth2.device.authorization.grant.enabled'] === 'true' ? ['urn:ietf:params:oauth:grant-type:device_code'] : []),
  ];
  const people = client.standardFlowEnabled || client.directAccessGrantsEnabled;
  return {
    client_id: client.clientId,
    client_name: client.name ?? client.clientId,
    ...(client.publicClient ? { token_endpoint_auth_method: 'none' as const } : { client_secret: client.secret ?? '' }),
    grant_types: people ? [...grants, 'refresh_token'] : grants,
    response_types: client.standardFlowEnabled ? ['code'] : [],
    redirect_uris: [...(client.redirectUris ?? [])],
    ...(backchannel === undefined ? {} : { backchannel_logout_uri: backchannel, backchannel_logout_session_required: true }),
  };
}

async function firstPartyGrant(ctx: KoaContextWithOIDC, scopes: readonly string[]) {
  const { client, session, provider } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const existing = session.grantIdFor(client.clientId);
  const grant = (existing === undefined ? undefined : await provider.Grant.find(existing)) ?? new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
  grant.addOIDCScope(scopes.join(' '));
  grant.addResourceScope(RESOURCE, scopes.join(' '));
  await grant.save();
  return grant;
}
