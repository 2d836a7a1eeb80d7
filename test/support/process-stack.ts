import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { migrate, urlAs } from '#pkg/database';
import { freePort, startPostgres, startTemporal } from '#pkg/devstack';
import { SEARCH_ATTRIBUTES } from '#internal/automation';
import { seedDemoTenants } from '../../internal/app/cli/seed-demo.ts';

export const SERVICES = ['postgres', 'temporal', 'api', 'worker'] as const;
export type ServiceName = (typeof SERVICES)[number];

export interface ProcessStackOptions {
  /** Folder of the servers' data and of everybody's logs. Stays until its owner removes it. */
  readonly dataDir: string;
  /** The identity provider, which is not part of the stack. */
  readonly issuer: string;
  /** Variables of the API and the worker on top of the usual ones. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The product as it is deployed: separate processes, durable PostgreSQL (fsync on), Temporal on disk, the tenants acme and globex. */
export interface ProcessStack {
  readonly address: string;
  readonly temporalAddress: string;
  /** The superuser's connection string: for looking at all tenants and for planting faults. */
  readonly adminUrl: string;
  /** The application role's connection string. */
  readonly databaseUrl: string;
  /** Processes that ended although nobody asked them to. */
  readonly surprises: readonly string[];
  /** The process of a service; its children do part of the work. Throws when it does not run. */
  processId(service: ServiceName): number;
  /** Resident memory in MiB, now. */
  memory(): { readonly api: number; readonly worker: number };
  /** `kill -9`, children included; resolves when nothing is left of it. */
  kill(service: ServiceName): Promise<void>;
  /** Starts what was killed, on the same data and port; resolves when it is ready. */
  start(service: ServiceName): Promise<void>;
  /** Starts one more worker beside the first; `kill` is a `kill -9`. */
  anotherWorker(): Promise<{ kill(): Promise<void> }>;
  /** Starts one more API beside the first, on a port of its own. */
  anotherApi(): Promise<AnotherApi>;
  stop(): Promise<void>;
}

export interface AnotherApi {
  readonly address: string;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** On the same port. */
  start(): Promise<void>;
}

interface Running {
  readonly pid: number;
  stop(): Promise<void>;
}

export const repositoryRoot = rootFrom(__dirname);

/** Compiles the product when its sources have changed since the last time: a stack runs `dist`. */
export function buildProduct(): void {
  const { status } = spawnSync(process.execPath, [path.join(repositoryRoot, 'scripts/build.mjs')], { cwd: repositoryRoot, stdio: 'inherit' });
  if (status !== 0) throw new Error('the product does not compile');
}

/** Needs the compiled sources: it starts `dist/cmd/api` and `dist/cmd/worker`. */
export async function startProcessStack({ dataDir, issuer, environment = {} }: ProcessStackOptions): Promise<ProcessStack> {
  const running = new Map<ServiceName, Running>();
  const furtherApis: { running: Running | undefined }[] = [];
  const surprises: string[] = [];
  const stop = async (): Promise<void> => {
    for (const api of furtherApis) await api.running?.stop();
    for (const service of [...SERVICES].reverse()) {
      const found = running.get(service);
      running.delete(service);
      await found?.stop();
    }
  };
  try {
    const [postgresPort, temporalPort, port] = [await lastingPort(), await lastingPort(), await lastingPort()];
    const postgres = await startPostgres({ dataDir: path.join(dataDir, 'postgres'), port: postgresPort });
    running.set('postgres', postgres);
    const temporal = await startTemporal({ dataDir: path.join(dataDir, 'temporal'), port: temporalPort, searchAttributes: SEARCH_ATTRIBUTES });
    running.set('temporal', temporal);

    await migrate(postgres.adminUrl, { passwords: { orx_app: 'test', orx_relay: 'test' } });
    const databaseUrl = urlAs(postgres.adminUrl, 'orx_app', 'test');
    await seedDemoTenants(databaseUrl);

    const env = {
      ...process.env,
      DATABASE_URL: databaseUrl,
      DATABASE_RELAY_URL: urlAs(postgres.adminUrl, 'orx_relay', 'test'),
      TEMPORAL_HOST: temporal.address,
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_SECRET: 'orchestrix-web-development-secret',
      OIDC_ADMIN_CLIENT_SECRET: 'orchestrix-admin-development-secret',
      PAYLOAD_KEYS: `test:${randomBytes(32).toString('base64')}`,
      SECRETS_KEYS: `test:${randomBytes(32).toString('base64')}`,
      TICKET_SIGNING_KEYS: `test:${randomBytes(32).toString('base64')}`,
      SESSION_SECRET: randomBytes(32).toString('hex'),
      API_KEY_ENVIRONMENT: 'test',
      EGRESS_PRIVATE_RANGES: '127.0.0.0/8',
      RATE_LIMIT_PER_SECOND: '1000000',
      LOG_LEVEL: 'warn',
      PORT: String(port),
      GRPC_PORT: '0',
      ...environment,
    };
    const product = (name: 'api' | 'worker', own: NodeJS.ProcessEnv = {}) => startProduct(name, { env: { ...env, ...own }, logFile: path.join(dataDir, `${name}.log`), onSurprise: (what) => surprises.push(what) });
    const starters: Readonly<Record<ServiceName, () => Promise<Running>>> = {
      postgres: () => startPostgres({ dataDir: path.join(dataDir, 'postgres'), port: postgresPort }),
      temporal: () => startTemporal({ dataDir: path.join(dataDir, 'temporal'), port: temporalPort, searchAttributes: SEARCH_ATTRIBUTES }),
      api: () => product('api'),
      worker: () => product('worker'),
    };
    const start = async (service: ServiceName): Promise<void> => void running.set(service, await starters[service]());
    await start('api');
    await start('worker');

    return {
      address: `http://127.0.0.1:${port}`,
      temporalAddress: temporal.address,
      adminUrl: postgres.adminUrl,
      databaseUrl,
      surprises,
      processId(service) {
        const found = running.get(service);
        if (!found) throw new Error(`${service} does not run`);
        return found.pid;
      },
      memory: () => ({ api: residentMebibytes(running.get('api')), worker: residentMebibytes(running.get('worker')) }),
      async kill(service) {
        const victim = running.get(service);
        if (!victim) throw new Error(`${service} does not run`);
        running.delete(service);
        await killTree(victim.pid);
      },
      start,
      async anotherWorker() {
        const { pid } = await product('worker');
        return { kill: () => killTree(pid) };
      },
      async anotherApi() {
        const own = await lastingPort();
        const api: { running: Running | undefined } = { running: undefined };
        furtherApis.push(api);
        const startIt = async (): Promise<void> => void (api.running = await product('api', { PORT: String(own) }));
        await startIt();
        return {
          address: `http://127.0.0.1:${own}`,
          async kill() {
            const victim = api.running;
            api.running = undefined;
            if (victim) await killTree(victim.pid);
          },
          start: startIt,
        };
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface ProductStart {
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly onSurprise: (what: string) => void;
}

/** A process of ours, once it says that it is ready. */
function startProduct(name: 'api' | 'worker', { env, logFile, onSurprise }: ProductStart): Promise<Running> {
  return new Promise((resolve, reject) => {
    const log = openSync(logFile, 'a');
    const child = fork(path.join(repositoryRoot, 'dist/cmd', name, 'main.js'), { env, execArgv: ['--enable-source-maps'], stdio: ['ignore', log, log, 'ipc'] });
    closeSync(log);
    let asked = false;
    const stop = (): Promise<void> => {
      asked = true;
      return endProduct(child);
    };
    child.once('message', () => resolve({ pid: child.pid ?? 0, stop }));
    child.once('exit', (code, signal) => {
      reject(new Error(`the ${name} ended with ${code ?? signal} before it was ready: ${readFileSync(logFile, 'utf8').trim().split('\n').slice(-3).join(' | ')}`));
      if (signal !== 'SIGKILL' && !asked) onSurprise(`the ${name} ended with ${code ?? signal}`);
    });
  });
}

function endProduct(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/** Held still at first, so that no child is born meanwhile; and the parent goes first, or it would tidy up after its children. */
async function killTree(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  const victims = [pid, ...childrenOf(pid)];
  for (const victim of victims) if (isAlive(victim)) process.kill(victim, 'SIGKILL');
  for (const deadline = Date.now() + 20_000; victims.some(isAlive); await pause(10)) {
    if (Date.now() > deadline) throw new Error(`process ${victims.filter(isAlive).join(', ')} survives a SIGKILL`);
  }
}

const childrenOf = (parent: number): number[] =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && statusOf(Number(entry))?.parent === parent)
    .map(Number);

/** A zombie is dead: it only waits for a parent to notice. */
const isAlive = (pid: number): boolean => !['Z', 'X', undefined].includes(statusOf(pid)?.state);

function statusOf(pid: number): { readonly state: string; readonly parent: number } | undefined {
  try {
    const [state = '', parent] = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

const residentMebibytes = (service: Running | undefined): number =>
  service ? Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${service.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024) : 0;

const [LOWEST_PORT, HIGHEST_PORT] = [15_000, 30_000];

/** A free port below those that systems lend to outgoing connections: while its server is down, none of these takes it. */
async function lastingPort(): Promise<number> {
  for (;;) {
    const port = await freePort({ port: randomInt(LOWEST_PORT, HIGHEST_PORT), what: 'a server of a test' }).catch(() => undefined);
    if (port !== undefined) return port;
  }
}

/** The same from the sources and from `dist`. */
function rootFrom(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : rootFrom(path.dirname(folder));
}
