import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from './free-port.ts';
import { checkJava, KEYCLOAK_VERSION, unpackKeycloak } from './keycloak-distribution.ts';
import { launchServer } from './launch-server.ts';
import type { RunningIdentityProvider } from './oidc-process.ts';
import { readRealm } from './realm.ts';
import type { Environment } from './run-command.ts';
import { defaultCacheDir } from './temporal-binary.ts';

export interface KeycloakOptions {
  /** Folder of the server and its database; created when missing, its content survives restarts. */
  readonly dataDir: string;
  /** Imported at the first start; afterwards the database is the truth. */
  readonly realmFile: string;
  /** Values for the realm file's placeholders. */
  readonly variables?: Environment;
  /** Where the zip is kept; shared by checkouts. */
  readonly cacheDir?: string;
  /** Loopback port; any free one when left out. */
  readonly port?: number;
}

/** The server's own administrator, for its console at `<url>/admin`. */
export const KEYCLOAK_ADMIN = { username: 'admin', password: 'admin' } as const;

/** The first start creates the database and imports the realm: half a minute on two cores. */
const READY_WITHIN_MS = 240_000;

/**
 * Starts a real Keycloak in development mode with the realm imported. Throws `unavailable` with one sentence when Java is missing,
 * the distribution cannot be fetched or the port is taken.
 */
export async function startKeycloak(options: KeycloakOptions): Promise<RunningIdentityProvider> {
  const { realm } = readRealm(options.realmFile, options.variables);
  await checkJava(process.env);
  const dataDir = path.resolve(options.dataDir);
  const home = path.join(dataDir, `keycloak-${KEYCLOAK_VERSION}`);
  await unpackKeycloak(home, { cacheDir: options.cacheDir ?? defaultCacheDir(process.env), environment: process.env });
  await mkdir(path.join(home, 'data', 'import'), { recursive: true });
  await copyFile(options.realmFile, path.join(home, 'data', 'import', `${realm}-realm.json`));

  const port = await freePort(options.port === undefined ? undefined : { port: options.port, what: 'Keycloak' });
  const url = `http://localhost:${port}`;
  const server = await launchServer({
    name: 'Keycloak',
    program: 'bash', // The zip's modes are lost when Python unpacks it.
    args: [path.join(home, 'bin', 'kc.sh'), 'start-dev', '--import-realm', '--http-host=127.0.0.1', `--http-port=${port}`, `--hostname=${url}`],
    environment: {
      ...options.variables,
      KC_BOOTSTRAP_ADMIN_USERNAME: KEYCLOAK_ADMIN.username,
      KC_BOOTSTRAP_ADMIN_PASSWORD: KEYCLOAK_ADMIN.password,
      JAVA_OPTS_KC_HEAP: '-Xms64m -Xmx768m',
    },
    cwd: home,
    logFile: path.join(dataDir, 'server.log'),
    isReady: async () => (await fetch(`${url}/realms/${realm}/.well-known/openid-configuration`)).ok,
    readyWithinMs: READY_WITHIN_MS,
    stopWithinMs: 20_000,
  });
  return { ...server, url, issuer: `${url}/realms/${realm}` };
}
