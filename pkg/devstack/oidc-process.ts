import path from 'node:path';
import { freePort } from './free-port.ts';
import { launchServer, type ServerProcess } from './launch-server.ts';
import type { OidcOptions } from './oidc-server.ts';
import { readRealm } from './realm.ts';

/** An identity provider that runs as a child process. */
export interface RunningIdentityProvider extends ServerProcess {
  /** `http://localhost:<port>`: what `KEYCLOAK_URL` names. */
  readonly url: string;
  /** `<url>/realms/<realm>` */
  readonly issuer: string;
}

/** {@link OidcOptions} in a process of its own, so that whoever stops or kills it stops nothing else. Needs the compiled sources. */
export async function startOidcProcess(options: OidcOptions): Promise<RunningIdentityProvider> {
  const { realm } = readRealm(options.realmFile, options.variables); // A wrong file is told here, not in the log of a child.
  const port = await freePort(options.port === undefined ? undefined : { port: options.port, what: 'the identity provider' });
  const url = `http://localhost:${port}`;
  const server = await launchServer({
    name: 'The identity provider',
    program: process.execPath,
    args: [path.join(__dirname, 'oidc-server-main.js'), JSON.stringify({ ...options, port })],
    logFile: path.join(path.resolve(options.dataDir), 'server.log'),
    isReady: async () => (await fetch(`${url}/health/ready`)).ok,
    readyWithinMs: 30_000,
  });
  return { ...server, url, issuer: `${url}/realms/${realm}` };
}
