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

/** What an invited person does at the identity provider: opens the mail, which proves the address, and chooses a password. */
export async function acceptInvitation(issuer: string, email: string, password: string): Promise<void> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'orchestrix-admin', client_secret: 'orchestrix-admin-development-secret' });
  const { access_token: token } = (await (await fetch(`${issuer}/protocol/openid-connect/token`, { method: 'POST', body })).json()) as { readonly access_token: string };
  const administer = async (method: string, path: string, change?: object): Promise<unknown> => {
    const response = await fetch(`${issuer.replace('/realms/', '/admin/realms/')}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(change && { body: JSON.stringify(change) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status} by the identity provider`);
    return response.status === 204 ? undefined : ((await response.json()));
  };
  const [user] = (await administer('GET', `/users?email=${encodeURIComponent(email)}&exact=true`)) as { readonly id: string }[];
  if (!user) throw new Error(`the identity provider does not know ${email}`);
  await administer('PUT', `/users/${user.id}/reset-password`, { type: 'password', value: password, temporary: false });
  await administer('PUT', `/users/${user.id}`, { ...user, emailVerified: true, requiredActions: [] });
}
