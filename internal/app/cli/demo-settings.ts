import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { unavailable } from '#pkg/apperror';
import { writeFileAtomically } from '#pkg/devstack';

/** What a demo tenant needs beyond its people, made through the public API as its administrator would. */
export interface DemoSettings {
  readonly apiUrl: string;
  readonly issuer: string;
  readonly dataDir: string;
}

/** An API key of the tenant acme for Prometheus and other senders, kept in this file of the data folder. */
const KEY_FILE = 'demo-api-key';
const LOOPBACK_RULES = ['127.0.0.0/8', '::1/128', 'localhost'].map((target) => ({ target, schemes: ['http', 'https'], ports: [] }));

/**
 * Lets acme's workflows call this machine, where the demo's services are, and makes its API key, unless both are there.
 * Returns the key when it is new. Throws `unavailable` when the demo people cannot sign in at this identity provider.
 */
export async function applyDemoSettings({ apiUrl, issuer, dataDir }: DemoSettings): Promise<{ readonly newApiKey?: string }> {
  const authorization = `Bearer ${await accessToken(issuer, 'ana')}`;
  const ask = async (method: string, route: string, body?: unknown, headers: Record<string, string> = {}): Promise<Readonly<Record<string, unknown>>> => {
    const response = await fetch(`${apiUrl}/api/v1/${route}`, {
      method,
      headers: { authorization, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Readonly<Record<string, unknown>>;
    if (!response.ok) throw unavailable(`${method} ${route} answered ${response.status}: ${String(answer['detail'] ?? answer['title'])}`);
    return { ...answer, etag: response.headers.get('etag') };
  };

  const egress = await ask('GET', 'settings/egress');
  if (egress['updated_at'] === null) await ask('PUT', 'settings/egress', { public_https: true, rules: LOOPBACK_RULES }, { 'if-match': String(egress['etag']) });

  const file = path.join(dataDir, KEY_FILE);
  if (existsSync(file) && (await isAccepted(apiUrl, readFileSync(file, 'utf8').trim()))) return {};
  const { secret } = await ask('POST', 'api-keys', { name: 'Demo key', scopes: ['alerts:read', 'alerts:write', 'alert-rules:read', 'metrics:read', 'metrics:write'] }, { 'idempotency-key': randomUUID() });
  writeFileAtomically(file, `${String(secret)}\n`);
  return { newApiKey: String(secret) };
}

/** A key from before it could read metrics does not count. */
async function isAccepted(apiUrl: string, key: string): Promise<boolean> {
  return (await fetch(`${apiUrl}/api/v1/query?query=1`, { headers: { authorization: `Bearer ${key}` } })).ok;
}

async function accessToken(issuer: string, person: string): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'password', client_id: 'orchestrix-cli', username: person, password: person, scope: 'openid organization' });
  const response = await fetch(`${issuer}/protocol/openid-connect/token`, { method: 'POST', body });
  const answer = (await response.json().catch(() => ({}))) as { readonly access_token?: string; readonly error_description?: string };
  if (answer.access_token === undefined) throw unavailable(`${person} cannot sign in at ${issuer} (${answer.error_description ?? response.status})`);
  return answer.access_token;
}
