import { DEMO_TENANTS, PLATFORM_ADMIN } from './seed-demo.ts';
import type { Stack } from './stack.ts';

/** What people need to know once everything runs. */
export function summary({ apiUrl, grpcAddress, temporalUiUrl, issuer, keycloakConsole }: Stack, demo: { readonly newApiKey?: string; readonly keyFile: string; readonly seconds: number }): string {
  const people = DEMO_TENANTS.flatMap(({ alias, people: roles }) => Object.entries(roles).map(([person, role]) => `${person} (${alias}, ${role})`));
  const rows: readonly (readonly [string, string])[] = [
    ['API', apiUrl],
    ['gRPC', `${grpcAddress}, with reflection: grpcurl -plaintext ${grpcAddress} list`],
    ['API reference', `${apiUrl}/docs and ${apiUrl}/redoc`],
    ['Sign in', `${apiUrl}/auth/login`],
    ['Temporal Web UI', temporalUiUrl],
    ['Identity provider', issuer],
    ...(keycloakConsole === undefined ? [] : [['Keycloak console', `${keycloakConsole} (admin, password admin)`] as const]),
    ['Demo users', `${people.join(', ')}, ${PLATFORM_ADMIN} (platform administrator); the password is the name`],
    ['Demo API key', demo.newApiKey === undefined ? `in ${demo.keyFile}` : `${demo.newApiKey} (shown once; also in ${demo.keyFile})`],
  ];
  return `
Orchestrix runs; it took ${demo.seconds.toFixed(1)} s. Ctrl-C stops everything.

${rows.map(([name, value]) => `  ${name.padEnd(19)}${value}`).join('\n')}

A token with curl, and a first request:

  TOKEN=$(curl -s ${issuer}/protocol/openid-connect/token -d grant_type=password -d client_id=orchestrix-cli \\
    -d username=ana -d password=ana -d 'scope=openid organization' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
  curl -H "Authorization: Bearer $TOKEN" ${apiUrl}/api/v1/alerts

The whole story, from a broken service to a verified repair: npm run demo (in another terminal)
`;
}
