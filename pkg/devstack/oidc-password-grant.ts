import { randomUUID } from 'node:crypto';
import { errors, type Provider } from 'oidc-provider';
import { RESOURCE } from './oidc-configuration.ts';
import type { OidcDirectory } from './oidc-directory.ts';
import { grantedScope, personClaims } from './oidc-claims.ts';

interface PasswordParameters {
  readonly username?: string;
  readonly password?: string;
  readonly scope?: string;
}

/**
 * The resource owner password credentials grant (RFC 6749 section 4.3), which OAuth 2.1 drops and oidc-provider leaves out. Keycloak
 * still has it for clients with "direct access grants"; a command line for development is what it is good for.
 */
export function registerPasswordGrant(provider: Provider, directory: OidcDirectory, accessTokenSeconds: number): void {
  const { AccessToken, Grant, IdToken, RefreshToken, ResourceServer } = provider;
  provider.registerGrantType<PasswordParameters>('password', async (ctx) => {
    const { client, params } = ctx.oidc;
    const user = directory.authenticate(params.username ?? '', params.password ?? '');
    if (!user) throw new errors.CustomOIDCProviderError('invalid_grant', 'Invalid user credentials');

    const scopes = (params.scope ?? '').split(' ').filter((scope) => scope !== '');
    const scope = scopes.join(' ');
    const grant = new Grant({ accountId: user.id, clientId: client.clientId });
    grant.addOIDCScope(scope);
    grant.addResourceScope(RESOURCE, scope);
    const shared = { accountId: user.id, client, grantId: await grant.save(), gty: 'password', scope, sid: randomUUID(), expiresWithSession: false };

    const resourceServer = new ResourceServer(RESOURCE, { scope, audience: RESOURCE, accessTokenFormat: 'jwt', accessTokenTTL: accessTokenSeconds, jwt: { sign: { alg: 'ES256' } } });
    const accessToken = new AccessToken({ ...shared, resourceServer });
    ctx.oidc.entity('AccessToken', accessToken);
    const refreshToken = new RefreshToken({ ...shared, resource: RESOURCE, rotations: 0 });
    const body = { access_token: await accessToken.save(), refresh_token: await refreshToken.save(), token_type: 'Bearer', expires_in: accessTokenSeconds, scope: grantedScope(directory, user.id, scopes) };
    if (!scopes.includes('openid')) {
      ctx.body = body;
      return;
    }
    const idToken: InstanceType<typeof IdToken> & { scope?: string } = new IdToken({ sub: user.id, azp: client.clientId, ...personClaims(directory, user, scopes) }, { ctx });
    idToken.scope = scope; // Not in the types: without it every claim is masked.
    idToken.set('sid', shared.sid);
    ctx.body = { ...body, id_token: await idToken.issue({ use: 'idtoken' }) };
  }, ['username', 'password', 'scope']);
}
