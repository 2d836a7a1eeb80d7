/** People of the realm file and what they are in the demo tenants; the password is the name. `root` is the platform administrator and a member of no tenant. */
export const PEOPLE = {
  ana: { tenant: 'acme', role: 'admin' },
  oscar: { tenant: 'acme', role: 'operator' },
  rita: { tenant: 'acme', role: 'responder' },
  victor: { tenant: 'acme', role: 'viewer' },
  bob: { tenant: 'globex', role: 'admin' },
} as const;

export type Person = keyof typeof PEOPLE | 'root';

/** An access token by password, as the command line gets it. `tenant` is needed for members of several tenants only. */
export async function accessToken(issuer: string, username: string, { password = username, tenant }: { readonly password?: string; readonly tenant?: string } = {}): Promise<string> {
  const scope = `openid ${tenant === undefined ? 'organization' : `organization:${tenant}`}`;
  const body = new URLSearchParams({ client_id: 'orchestrix-cli', grant_type: 'password', scope, username, password });
  const response = await fetch(`${issuer}/protocol/openid-connect/token`, { method: 'POST', body });
  const answer = (await response.json()) as { readonly access_token?: string };
  if (answer.access_token === undefined) throw new Error(`no token for ${username}: ${JSON.stringify(answer)}`);
  return answer.access_token;
}
