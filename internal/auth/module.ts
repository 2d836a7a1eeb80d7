import { setTimeout as pause } from 'node:timers/promises';
import type { Router } from 'express';
import type { Clock, IdGenerator } from '#internal/kernel';
import type { Authenticator, Operations } from '#internal/platform/http';
import type { Transactions } from '#internal/platform/transactions';
import type { Logger, Registry } from '#pkg/observability';
import { directoryHandlers } from './consumers/directory-handlers.ts';
import { NodeSecrets } from './crypto/node-secrets.ts';
import { isKeyEnvironment } from './domain/api-key-token.ts';
import { apiKeyOperations } from './http/api-key-operations.ts';
import { callerOperations } from './http/caller-operations.ts';
import { loggedSignInJournal } from './http/logged-sign-in-journal.ts';
import { memberOperations } from './http/member-operations.ts';
import { requestAuthenticator } from './http/request-authenticator.ts';
import { sessionRouter } from './http/session-router.ts';
import { tenantOperations } from './http/tenant-operations.ts';
import { JoseAccessTokenVerifier } from './keycloak/jose-access-token-verifier.ts';
import { JoseLogoutTokenVerifier } from './keycloak/jose-logout-token-verifier.ts';
import { KeycloakAdminClient, type KeycloakAdminOptions } from './keycloak/keycloak-admin-client.ts';
import { KeycloakDirectory } from './keycloak/keycloak-directory.ts';
import { OpenidRelyingParty } from './keycloak/openid-relying-party.ts';
import { type KeyCaching, providerKeys } from './keycloak/provider-keys.ts';
import { PostgresApiKeyLookup } from './postgres/postgres-api-key-lookup.ts';
import { postgresAuth } from './postgres/postgres-auth.ts';
import { PostgresSessionStore } from './postgres/postgres-session-store.ts';
import { acceptLogoutToken } from './service/accept-logout-token.ts';
import { admitPerson } from './service/admit-person.ts';
import { authenticateApiKey } from './service/authenticate-api-key.ts';
import { authenticateSession } from './service/authenticate-session.ts';
import { authenticateToken } from './service/authenticate-token.ts';
import { beginSignIn, recallSignIn } from './service/begin-sign-in.ts';
import { completeSignIn } from './service/complete-sign-in.ts';
import { createApiKey } from './service/create-api-key.ts';
import { createTenant } from './service/create-tenant.ts';
import { describeCaller } from './service/describe-caller.ts';
import { ensureTenant, type EnsureTenant } from './service/ensure-tenant.ts';
import { followInvitation, followRemoval, followTenant } from './service/follow-in-directory.ts';
import { inviteMember } from './service/invite-member.ts';
import { keepSessionFresh } from './service/keep-session-fresh.ts';
import { getApiKey, listApiKeys } from './service/read-api-keys.ts';
import { getMember, listMembers } from './service/read-members.ts';
import { getTenant, listTenants } from './service/read-tenants.ts';
import { recogniseBrowser } from './service/recognise-browser.ts';
import { removeMember } from './service/remove-member.ts';
import { revokeApiKey } from './service/revoke-api-key.ts';
import { sessionTokens } from './service/session-tokens.ts';
import { signOut } from './service/sign-out.ts';
import { updateMember } from './service/update-member.ts';
import { updateTenant } from './service/update-tenant.ts';

interface Foundation {
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

export interface AuthDeps extends Foundation {
  readonly logger: Logger;
  readonly registry: Registry;
  readonly identity: {
    /** The realm's URL as it stands in tokens. */
    readonly issuer: string;
    /** The same realm as this process reaches it, where that differs (containers). */
    readonly reachableAt?: string;
    readonly audience: string;
    readonly clientId: string;
    readonly clientSecret: string;
  };
  /** Where browsers reach us, without a slash at the end; its origin is that of our own pages. */
  readonly publicUrl: string;
  /** 32 bytes or more. */
  readonly sessionSecret: string;
  /** Stands in every API key that is issued here: `live`, `test`, `dev`. */
  readonly keyEnvironment: string;
  /** For tests that cannot wait for a cooldown. */
  readonly keyCaching?: KeyCaching;
}

export interface Auth {
  readonly operations: Pick<
    Operations,
    | 'whoAmI'
    | 'listTenants' | 'createTenant' | 'getTenant' | 'updateTenant'
    | 'listMembers' | 'inviteMember' | 'getMember' | 'updateMember' | 'removeMember'
    | 'listApiKeys' | 'createApiKey' | 'getApiKey' | 'revokeApiKey'
  >;
  readonly authenticator: Authenticator;
  /** To be mounted at `/auth`. */
  readonly router: Router;
}

/** The API's half: who calls, and the operations on tenants, members and keys. */
export function createAuth(deps: AuthDeps): Auth {
  const { transactions, clock, ids, identity, publicUrl, sessionSecret, keyEnvironment } = deps;
  if (!isKeyEnvironment(keyEnvironment)) throw new Error('keyEnvironment must be 2 to 12 lower-case letters and digits');

  const work = postgresAuth(transactions);
  const store = new PostgresSessionStore(transactions, clock);
  const secrets = new NodeSecrets(sessionSecret);
  const journal = loggedSignInJournal(deps);
  const keys = providerKeys(identity, deps.keyCaching);
  const verifier = new JoseAccessTokenVerifier({ keys, expected: identity, clock, journal });
  const provider = new OpenidRelyingParty({ ...identity, publicUrl });
  const tokens = sessionTokens(secrets);

  const admit = admitPerson({ work, clock, journal });
  const recognise = recogniseBrowser({ store, secrets, clock, journal, origins: [new URL(publicUrl).origin] });
  const keepFresh = keepSessionFresh({ store, provider, verifier, tokens, clock, pause });
  const browser = authenticateSession({ recognise, keepFresh, verifier });

  return {
    operations: {
      ...callerOperations({ describeCaller: describeCaller(work) }),
      ...tenantOperations({
        listTenants: listTenants(work),
        createTenant: createTenant({ work, ids, clock }),
        getTenant: getTenant(work),
        updateTenant: updateTenant({ work, clock }),
      }),
      ...memberOperations({
        listMembers: listMembers(work),
        inviteMember: inviteMember({ work, ids, clock }),
        getMember: getMember(work),
        updateMember: updateMember({ work }),
        removeMember: removeMember({ work }),
      }),
      ...apiKeyOperations({
        listApiKeys: listApiKeys(work),
        createApiKey: createApiKey({ work, secrets, ids, clock, environment: keyEnvironment }),
        getApiKey: getApiKey(work),
        revokeApiKey: revokeApiKey({ work, clock }),
      }),
    },
    authenticator: requestAuthenticator({
      authenticateApiKey: authenticateApiKey({ lookup: new PostgresApiKeyLookup(transactions), secrets, clock, journal }),
      authenticateToken: authenticateToken({ verifier, admit }),
      authenticateSession: browser,
      admitPerson: admit,
    }),
    router: sessionRouter(
      {
        beginSignIn: beginSignIn({ provider, secrets, clock }),
        recallSignIn: recallSignIn({ secrets, clock }),
        completeSignIn: completeSignIn({ provider, verifier, store, tokens, secrets, ids, clock }),
        recogniseBrowser: recognise,
        authenticateSession: browser,
        signOut: signOut({ store, tokens, provider }),
        acceptLogoutToken: acceptLogoutToken({ verifier: new JoseLogoutTokenVerifier({ keys, ...identity, clock }), store }),
      },
      { publicUrl },
    ),
  };
}

/** The worker's half: tells the identity provider what became of tenants and members. `internal/app/subscriptions.ts` names the events. */
export function createDirectorySync({ transactions, clock, admin }: Pick<Foundation, 'transactions' | 'clock'> & { readonly admin: KeycloakAdminOptions }) {
  const deps = { work: postgresAuth(transactions), directory: new KeycloakDirectory(new KeycloakAdminClient(admin, clock)) };
  return directoryHandlers({ followTenant: followTenant(deps), followInvitation: followInvitation(deps), followRemoval: followRemoval(deps) });
}

/** For the command line: sets up tenants whose organizations are already at the identity provider. */
export const createTenantSeed = ({ transactions, ids, clock }: Foundation): EnsureTenant => ensureTenant({ work: postgresAuth(transactions), ids, clock });
