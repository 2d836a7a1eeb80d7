import { createServer, type Server } from 'node:http';
import path from 'node:path';
import express, { type Express } from 'express';
import { createLocalJWKSet, type JWTPayload, jwtVerify } from 'jose';
import { Provider } from 'oidc-provider';
import { freePort } from './free-port.ts';
import { oidcAdminApi } from './oidc-admin-api.ts';
import { personClaims } from './oidc-claims.ts';
import { oidcConfiguration } from './oidc-configuration.ts';
import { OidcDirectory } from './oidc-directory.ts';
import { loginPage, sendPage } from './oidc-pages.ts';
import { registerPasswordGrant } from './oidc-password-grant.ts';
import { loadSigningKeys, rotateSigningKeys, type SigningKeys } from './oidc-signing-keys.ts';
import { OidcStore } from './oidc-store.ts';
import { readRealm, type Realm } from './realm.ts';
import type { Environment } from './run-command.ts';

export interface OidcOptions {
  /** Folder of keys, sessions and people; created when missing, its content survives restarts. */
  readonly dataDir: string;
  /** The realm in Keycloak's import format: `keycloak/realm-orchestrix.json`. */
  readonly realmFile: string;
  /** Values for the realm file's placeholders, for example `ORCHESTRIX_PUBLIC_URL`. */
  readonly variables?: Environment;
  /** Loopback port; any free one when left out. */
  readonly port?: number;
}

export interface RunningOidc {
  /** `http://localhost:<port>/realms/<realm>` */
  readonly issuer: string;
  /** Base of everything, what `KEYCLOAK_URL` is for a Keycloak. */
  readonly url: string;
  /** Signs with a new key from now on; the one before stays published. */
  rotateKeys(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The embedded OpenID Connect provider: a development stand-in for Keycloak that reads the same realm file and has the same addresses
 * and claims, and the part of the admin API that manages people and organizations. Throws `unavailable` when the port is taken.
 */
export async function startOidc(options: OidcOptions): Promise<RunningOidc> {
  const realm = readRealm(options.realmFile, options.variables);
  const files = (name: string) => path.join(path.resolve(options.dataDir), `${name}.json`);
  const [directory, store] = [new OidcDirectory(realm, files('directory')), new OidcStore(files('sessions'))];
  let keys = await loadSigningKeys(files('keys'));

  const port = await freePort(options.port === undefined ? undefined : { port: options.port, what: 'the identity provider' });
  const url = `http://localhost:${port}`;
  const parts: Parts = { realm, directory, store, mount: `${url}/realms/${realm.realm}` };
  let application = oidcApplication(parts, keys);
  const server = createServer((request, response) => void application(request, response));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    issuer: parts.mount,
    url,
    async rotateKeys() {
      keys = await rotateSigningKeys(files('keys'), keys);
      application = oidcApplication(parts, keys);
    },
    async stop() {
      await closed(server);
      store.flush();
    },
  };
}

interface Parts {
  readonly realm: Realm;
  readonly directory: OidcDirectory;
  readonly store: OidcStore;
  readonly mount: string;
}

/** The provider fixes its keys when it is made: a rotation makes a new one on the same store. */
function oidcApplication(parts: Parts, keys: SigningKeys): Express {
  const { realm, directory, store, mount } = parts;
  const provider = new Provider(mount, oidcConfiguration({ ...parts, keys }));
  allowLogoutPatterns(provider, realm);
  registerPasswordGrant(provider, directory, realm.accessTokenLifespan);
  const publicKeys = createLocalJWKSet({ keys: keys.keys.map(({ d: _private, ...key }) => key) });
  const verify = async (token: string): Promise<JWTPayload | undefined> =>
    await jwtVerify(token, publicKeys, { issuer: mount, typ: 'at+jwt' }).then(({ payload }) => payload, () => undefined);

  const application = express().disable('x-powered-by');
  const { pathname } = new URL(mount);
  application.get('/health/ready', (_request, response) => void response.json({ status: 'UP' }));
  application.use(`/admin${pathname}`, oidcAdminApi({
    directory,
    rolesOf: async (token) => managementRoles(await verify(token)),
    signOut: (userId) => signOut(provider, store, userId),
  }));
  application.all(`${pathname}/protocol/openid-connect/userinfo`, async (request, response) => {
    const claims = await verify(/^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
    const user = directory.user(claims?.sub ?? '');
    if (!user?.enabled) response.status(401).set('www-authenticate', 'Bearer error="invalid_token"').json({ error: 'invalid_token' });
    else response.json({ sub: user.id, ...personClaims(directory, user, String(claims?.['scope']).split(' ')) });
  });
  mountLogin(application, `${pathname}/login-actions/authenticate/:uid`, provider, directory);
  application.use(pathname, provider.callback());
  return application;
}

function mountLogin(application: Express, route: string, provider: Provider, directory: OidcDirectory): void {
  const applicationOf = async (clientId: unknown) => (await provider.Client.find(String(clientId)))?.clientName ?? 'the application';
  application.get(route, async (request, response) => {
    const { params } = await provider.interactionDetails(request, response);
    sendPage(response, loginPage({ action: request.originalUrl, application: await applicationOf(params['client_id']) }));
  });
  application.post(route, express.urlencoded({ extended: false, limit: '16kb' }), async (request, response) => {
    const { params } = await provider.interactionDetails(request, response);
    const { username = '', password = '' } = (request.body ?? {}) as Readonly<Record<string, string>>;
    const user = directory.authenticate(username, password);
    if (user) await provider.interactionFinished(request, response, { login: { accountId: user.id, amr: ['pwd'] } });
    else sendPage(response, loginPage({ action: request.originalUrl, application: await applicationOf(params['client_id']), rejected: { username } }), 401);
  });
}

/** `http://localhost:8080/*` in the realm file stands for every address below; oidc-provider compares whole addresses. */
function allowLogoutPatterns(provider: Provider, realm: Realm): void {
  provider.Client.prototype.postLogoutRedirectUriAllowed = function allowed(uri) {
    const patterns = realm.clients.find(({ clientId }) => clientId === this.clientId)?.attributes?.['post.logout.redirect.uris'] ?? '';
    return patterns.split('##').some((pattern) => (pattern.endsWith('*') ? uri.startsWith(pattern.slice(0, -1)) : uri === pattern));
  };
}

function managementRoles(claims: JWTPayload | undefined): readonly string[] | undefined {
  if (!claims) return undefined;
  const access = claims['resource_access'] as Readonly<Record<string, { readonly roles: readonly string[] }>> | undefined;
  return access?.['realm-management']?.roles ?? [];
}

async function signOut(provider: Provider, store: OidcStore, userId: string): Promise<void> {
  const told = store.ofAccount('Session', userId).flatMap(({ authorizations = {} }) => Object.entries(authorizations)).map(async ([clientId, { sid }]) => {
    // Not in the types; it is what the end-session endpoint itself calls.
    const client = (await provider.Client.find(clientId)) as { backchannelLogoutUri?: string; backchannelLogout(sub: string, sid: string): Promise<void> } | undefined;
    if (client?.backchannelLogoutUri && sid) await client.backchannelLogout(userId, sid);
  });
  store.forget(userId);
  await Promise.allSettled(told); // An application that does not answer keeps nobody signed in here.
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
