/** Where the identity provider is. */
export interface ProviderAddress {
  /** The issuer that stands in tokens: Keycloak's realm URL as browsers know it, `https://id.example/realms/orchestrix`. */
  readonly issuer: string;
  /** The same realm as this process reaches it, where that differs (containers); nothing but the transport uses it. */
  readonly reachableAt?: string;
}

export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** Longest wait for any answer of the provider. */
export const PROVIDER_TIMEOUT_MS = 3_000;

/** `fetch` for URLs that begin with the issuer's server, sent to the address that answers. */
export function providerFetch({ issuer, reachableAt }: ProviderAddress): Fetch {
  if (reachableAt === undefined) return (url, init) => fetch(url, init);
  const [from, to] = [serverOf(issuer), serverOf(reachableAt)];
  return (url, init) => {
    const text = String(url);
    return fetch(text.startsWith(`${from}/`) ? to + text.slice(from.length) : text, init);
  };
}

/** The part of a realm URL before `/realms/`. */
function serverOf(realmUrl: string): string {
  const at = realmUrl.lastIndexOf('/realms/');
  return at === -1 ? new URL(realmUrl).origin : realmUrl.slice(0, at);
}

/** Keycloak's key set, and that of every provider that keeps its paths. */
export const keySetUrl = ({ issuer }: ProviderAddress): URL => new URL(`${issuer}/protocol/openid-connect/certs`);

export const tokenUrl = ({ issuer }: ProviderAddress): string => `${issuer}/protocol/openid-connect/token`;

/** Base of Keycloak's admin REST interface for the realm. */
export const adminUrl = ({ issuer }: ProviderAddress): string => `${serverOf(issuer)}/admin${issuer.slice(serverOf(issuer).length)}`;
