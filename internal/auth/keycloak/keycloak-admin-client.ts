import { unavailable } from '#pkg/apperror';
import type { Clock } from '#internal/kernel';
import { adminUrl, type Fetch, PROVIDER_TIMEOUT_MS, providerFetch, type ProviderAddress, tokenUrl } from './provider-address.ts';

export interface KeycloakAdminOptions extends ProviderAddress {
  /** A confidential client whose service account may manage users and organizations, and nothing else. */
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface AdminAnswer {
  readonly status: number;
  /** Parsed JSON; undefined when there is no body. */
  readonly body: unknown;
  readonly location: string | undefined;
}

/** How long before its end a token is replaced. */
const TOKEN_MARGIN_MS = 10_000;

/** Keycloak's admin REST interface for one realm, with a token of its own by client credentials. */
export class KeycloakAdminClient {
  private token: { readonly value: string; readonly until: number } | undefined;
  private readonly send: Fetch;

  constructor(
    private readonly options: KeycloakAdminOptions,
    private readonly clock: Clock,
  ) {
    this.send = providerFetch(options);
  }

  /** Answers the statuses in `expected`; throws `unavailable` for every other one and when no answer comes. `path` is below the realm. */
  async call(method: string, path: string, expected: readonly number[], body?: unknown): Promise<AdminAnswer> {
    let answer = await this.attempt(method, path, body);
    if (answer.status === 401) {
      this.token = undefined; // the provider was restarted, or its keys were changed
      answer = await this.attempt(method, path, body);
    }
    if (!expected.includes(answer.status)) throw unavailable(`the identity provider answered ${method} ${path.split('?')[0]} with ${answer.status}`, 10);
    return answer;
  }

  private async attempt(method: string, path: string, body: unknown): Promise<AdminAnswer> {
    const authorization = `Bearer ${await this.accessToken()}`;
    return this.exchange(`${adminUrl(this.options)}${path}`, {
      method,
      headers: { authorization, accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  private async accessToken(): Promise<string> {
    const now = this.clock.now().getTime();
    if (this.token && now < this.token.until) return this.token.value;
    const { clientId, clientSecret } = this.options;
    const { status, body } = await this.exchange(tokenUrl(this.options), {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token: value, expires_in: seconds } = (body ?? {}) as { access_token?: unknown; expires_in?: unknown };
    if (status !== 200 || typeof value !== 'string') throw unavailable(`the identity provider refused its administration client (${status})`, 30);
    this.token = { value, until: now + (typeof seconds === 'number' ? seconds : 60) * 1000 - TOKEN_MARGIN_MS };
    return value;
  }

  private async exchange(url: string, init: RequestInit): Promise<AdminAnswer> {
    try {
      const response = await this.send(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(PROVIDER_TIMEOUT_MS) });
      const text = await response.text();
      const json = response.headers.get('content-type')?.includes('json') === true && text !== '';
      return { status: response.status, body: json ? JSON.parse(text) : undefined, location: response.headers.get('location') ?? undefined };
    } catch (error) {
      throw unavailable('the identity provider does not answer', 5, error);
    }
  }
}
