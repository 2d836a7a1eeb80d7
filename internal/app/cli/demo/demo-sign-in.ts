import { unavailable } from '#pkg/apperror';

/** Who the demo acts as. */
export interface DemoUser {
  readonly issuer: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
}

/** A token that is about to end is not used any more. */
const MARGIN_MS = 30_000;

/** Access tokens by the password grant, fetched when the last one is about to end. Throws `unavailable` with the reason of the identity provider. */
export function demoSignIn({ issuer, clientId, username, password }: DemoUser): () => Promise<string> {
  let token: { readonly value: string; readonly endsAt: number } | undefined;
  return async () => {
    if (token && token.endsAt - MARGIN_MS > Date.now()) return token.value;
    const grant = new URLSearchParams({ grant_type: 'password', client_id: clientId, username, password, scope: 'openid organization' });
    const { token_endpoint: endpoint } = await json(new URL(`${issuer}/.well-known/openid-configuration`));
    const answer = await json(new URL(String(endpoint)), { method: 'POST', body: grant });
    token = { value: String(answer['access_token']), endsAt: Date.now() + 1000 * Number(answer['expires_in'] ?? 60) };
    return token.value;
  };
}

async function json(url: URL, request: RequestInit = {}): Promise<Readonly<Record<string, string | number | undefined>>> {
  let response: Response;
  try {
    response = await fetch(url, { ...request, signal: AbortSignal.timeout(10_000) });
  } catch (cause) {
    throw unavailable(`the identity provider at ${url.origin} does not answer`, undefined, cause);
  }
  const body = (await response.json().catch(() => ({}))) as Readonly<Record<string, string | number | undefined>>;
  if (!response.ok) throw unavailable(`signing in at ${url.origin} failed: ${body['error_description'] ?? body['error'] ?? response.status}`);
  return body;
}
