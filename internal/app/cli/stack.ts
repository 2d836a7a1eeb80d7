import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { migrate, urlAs } from '#pkg/database';
import {
  type Environment, findTemporalBinary, freePort, launchServer, type ServerProcess, startKeycloak, startOidcProcess, startPostgres, startTemporal, supervise, watchedProcess,
} from '#pkg/devstack';
import { SEARCH_ATTRIBUTES } from '#internal/automation';
import { checkDatabase, checkRealm, checkTemporal } from './existing-servers.ts';
import { packageRoot } from './package-root.ts';
import type { Progress } from './progress.ts';
import { StackFile } from './stack-file.ts';
import { stackSecrets } from './stack-secrets.ts';
import type { UpOptions } from './up-options.ts';

/** Everything that `up` started, or found. */
export interface Stack {
  readonly apiUrl: string;
  /** `host:port`. */
  readonly grpcAddress: string;
  readonly temporalUiUrl: string;
  readonly issuer: string;
  /** Base of a Keycloak that was started here, for its console. */
  readonly keycloakConsole?: string;
  /** Connection of the application role. */
  readonly databaseUrl: string;
  /** Ends everything in order: what uses a server before the server. */
  stop(): Promise<void>;
}

const REALM = 'orchestrix';
/** The demo's services are on this machine, which the guard against server-side request forgery refuses otherwise. */
const LOOPBACK_RANGES = '127.0.0.0/8,::1/128';

/** Starts the whole stack under supervision. Throws with one sentence when something cannot start; then nothing is left running. */
export async function startStack(options: UpOptions, progress: Progress, signal: AbortSignal): Promise<Stack> {
  mkdirSync(options.dataDir, { recursive: true });
  const file = new StackFile(options.dataDir);
  const closers: (() => Promise<void>)[] = [async () => file.remove()];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    return await new StackStart(options, progress, file, closers, signal).run(stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

class StackStart {
  private readonly root = packageRoot();

  constructor(
    private readonly options: UpOptions,
    private readonly progress: Progress,
    private readonly file: StackFile,
    private readonly closers: (() => Promise<void>)[],
    private readonly signal: AbortSignal,
  ) {}

  async run(stop: () => Promise<void>): Promise<Stack> {
    const { options, progress, signal } = this;
    const apiPort = await freePort(wanted(options.ports.api, 'the API (PORT)'));
    const grpcPort = await freePort(wanted(options.ports.grpc, 'gRPC (GRPC_PORT)'));
    const publicUrl = options.ports.api === 0 ? `http://localhost:${apiPort}` : options.publicUrl;
    const secrets = stackSecrets(options.dataDir);

    const [adminUrl, temporal, identity] = await allSettled([this.postgres(), this.temporal(publicUrl), this.identity(publicUrl)]);
    signal.throwIfAborted();
    await progress.step('Migrations', async () => {
      await migrate(adminUrl.url, { passwords: { orx_app: secrets.appPassword, orx_relay: secrets.relayPassword } });
      return { shown: '' };
    });
    signal.throwIfAborted();

    const databaseUrl = urlAs(adminUrl.url, 'orx_app', secrets.appPassword);
    const environment: Environment = {
      DATABASE_URL: databaseUrl,
      DATABASE_RELAY_URL: urlAs(adminUrl.url, 'orx_relay', secrets.relayPassword),
      TEMPORAL_HOST: temporal.address,
      TEMPORAL_UI_URL: temporal.uiUrl,
      OIDC_ISSUER: identity.issuer,
      OIDC_CLIENT_SECRET: options.clientSecrets.web,
      OIDC_ADMIN_CLIENT_SECRET: options.clientSecrets.admin,
      SESSION_SECRET: secrets.sessionSecret,
      PAYLOAD_KEYS: secrets.payloadKeys,
      SECRETS_KEYS: secrets.secretsKeys,
      TICKET_SIGNING_KEYS: secrets.ticketSigningKeys,
      PUBLIC_URL: publicUrl,
      PORT: String(apiPort),
      GRPC_PORT: String(grpcPort),
      API_KEY_ENVIRONMENT: 'dev',
      EGRESS_PRIVATE_RANGES: LOOPBACK_RANGES,
    };
    const apiUrl = `http://localhost:${apiPort}`;
    this.file.update({ apiUrl, temporalAddress: temporal.address, temporalUiUrl: temporal.uiUrl, issuer: identity.issuer });
    await allSettled([this.ours('API', 'api', environment, apiUrl), this.ours('Worker', 'worker', environment, '')]);
    signal.throwIfAborted();
    return { apiUrl, grpcAddress: `localhost:${grpcPort}`, temporalUiUrl: temporal.uiUrl, issuer: identity.issuer, databaseUrl, stop, ...(options.identity === 'keycloak' ? { keycloakConsole: `${identity.url}/admin` } : {}) };
  }

  private postgres() {
    const { databaseUrl, dataDir, ports } = this.options;
    return this.progress.step('PostgreSQL', async () => {
      if (databaseUrl !== undefined) {
        await checkDatabase(databaseUrl);
        return { url: databaseUrl, shown: 'as DATABASE_URL says' };
      }
      const port = await freePort(wanted(ports.postgres, 'PostgreSQL (--postgres-port)'));
      const { adminUrl } = await this.supervised('postgres', 'PostgreSQL', async () =>
        watchedProcess(await startPostgres({ dataDir: path.join(dataDir, 'postgres'), port }), { signal: 'INT' }));
      return { url: adminUrl, shown: `127.0.0.1:${port}` };
    });
  }

  private temporal(publicUrl: string) {
    const { temporalAddress, dataDir, ports } = this.options;
    return this.progress.step('Temporal', async (note) => {
      if (temporalAddress !== undefined) {
        await checkTemporal(temporalAddress);
        return { address: temporalAddress, uiUrl: process.env['TEMPORAL_UI_URL'] || 'http://localhost:8233', shown: `${temporalAddress}, as TEMPORAL_HOST says` };
      }
      const port = await freePort(wanted(ports.temporal, 'Temporal (--temporal-port)'));
      const uiPort = await freePort(wanted(ports['temporal-ui'], 'the Temporal Web UI (--temporal-ui-port)'));
      const { path: binary } = await findTemporalBinary({ environment: process.env, onProgress: note });
      const server = await this.supervised('temporal', 'Temporal', () =>
        startTemporal({ dataDir: path.join(dataDir, 'temporal'), binary, port, uiPort, codecEndpoint: `${publicUrl}/codec`, searchAttributes: SEARCH_ATTRIBUTES }));
      // Under this name browsers count it as the same site as the API and send it the session, which shows payloads.
      const [address, uiUrl] = [server.address, server.uiUrl.replace('127.0.0.1', 'localhost')];
      return { address, uiUrl, shown: `${address}, Web UI ${uiUrl}` };
    });
  }

  private identity(publicUrl: string) {
    const { keycloakUrl, identity, dataDir, ports, clientSecrets } = this.options;
    const name = identity === 'keycloak' ? 'Keycloak' : 'Identity provider';
    return this.progress.step(name, async (note) => {
      if (keycloakUrl !== undefined) {
        const issuer = `${keycloakUrl}/realms/${REALM}`;
        await checkRealm(issuer);
        return { issuer, url: keycloakUrl, shown: `${issuer}, as KEYCLOAK_URL says` };
      }
      const port = await freePort(wanted(ports.identity, 'the identity provider (--identity-port)'));
      const realmFile = path.join(this.root, 'keycloak', 'realm-orchestrix.json');
      const variables = { ORCHESTRIX_PUBLIC_URL: publicUrl, ORCHESTRIX_BACKCHANNEL_URL: publicUrl, ORCHESTRIX_WEB_SECRET: clientSecrets.web, ORCHESTRIX_ADMIN_SECRET: clientSecrets.admin };
      if (identity === 'keycloak') note('a first start fetches it and takes half a minute or more');
      const start = identity === 'keycloak' ? startKeycloak : startOidcProcess;
      const { issuer, url } = await this.supervised('identity', name, () => start({ dataDir: path.join(dataDir, identity === 'keycloak' ? 'keycloak' : 'identity'), realmFile, variables, port }));
      return { issuer, url, shown: issuer };
    });
  }

  /** One of our own processes, `cmd/<process>`. */
  private ours(name: string, process_: 'api' | 'worker', environment: Environment, shown: string) {
    return this.progress.step(name, async () => {
      await this.supervised(process_, name, () => launchServer({
        name: `The ${process_ === 'api' ? 'API' : 'worker'}`,
        program: process.execPath,
        args: ['--enable-source-maps', path.join(this.root, 'dist', 'cmd', process_, 'main.js')],
        environment,
        logFile: path.join(this.options.dataDir, 'logs', `${process_}.log`),
        readyWithinMs: 60_000,
        stopWithinMs: 30_000,
      }));
      return { shown };
    });
  }

  private async supervised<Server extends ServerProcess>(key: string, name: string, start: () => Promise<Server>): Promise<Server> {
    let endedAt: number | undefined;
    const supervised = await supervise({
      start,
      onEvent: (event) => {
        if (event.kind === 'started') this.file.recordProcess(key, event.pid);
        if (event.kind === 'started' && endedAt !== undefined) this.progress.line(`  ok  ${name} runs again after ${((Date.now() - endedAt) / 1000).toFixed(1)} s`);
        if (event.kind === 'ended') {
          endedAt = Date.now();
          this.progress.line(`  !   ${name} ended (${event.how}): starting it again`);
        }
        if (event.kind === 'failed') this.progress.line(`  !   ${event.why}: trying again in ${event.retryInMs / 1000} s`);
      },
    });
    this.closers.push(() => supervised.stop());
    return supervised.first;
  }
}

const wanted = (port: number, what: string) => (port === 0 ? undefined : { port, what });

/** Like `Promise.all`, but lets the others come to their end before it throws: what they started can then be stopped. */
async function allSettled<const Steps extends readonly Promise<unknown>[]>(steps: Steps): Promise<{ -readonly [Index in keyof Steps]: Awaited<Steps[Index]> }> {
  const failed = (await Promise.allSettled(steps)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return await Promise.all(steps);
}
