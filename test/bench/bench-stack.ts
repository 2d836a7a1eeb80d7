import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPool, migrate, urlAs } from '#pkg/database';
import { freePort, startOidcProcess, startPostgres, startTemporal } from '#pkg/devstack';
import { productClient, type ProductClient } from '../support/product-client.ts';
import { accessToken, seedTenants } from '../support/product-people.ts';

/** The product as it is deployed: separate processes, durable PostgreSQL (fsync on), Temporal on disk. */
export interface BenchStack {
  readonly address: string;
  readonly temporalAddress: string;
  /** An administrator's connection string: for baselines that need none of our protection. */
  readonly databaseUrl: string;
  /** An API key with every scope a benchmark needs. */
  readonly apiKey: string;
  readonly ana: ProductClient;
  /** Resident memory in MiB, now. */
  memory(): { readonly api: number; readonly worker: number };
  stop(): Promise<void>;
}

const root = path.resolve(__dirname, '../../..');
const SCOPES = ['alerts:read', 'alerts:write'];

/** Needs the compiled sources: it starts `dist/cmd/api` and `dist/cmd/worker`. */
export async function startBenchStack(): Promise<BenchStack> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'orchestrix-bench-'));
  const ends: (() => Promise<unknown>)[] = [async () => rmSync(dataDir, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const end of ends.reverse()) await end();
  };
  try {
    const postgres = await startPostgres({ dataDir: path.join(dataDir, 'postgres') });
    ends.push(() => postgres.stop());
    const temporal = await startTemporal({ dataDir: path.join(dataDir, 'temporal') });
    ends.push(() => temporal.stop());
    const oidc = await startOidcProcess({ dataDir: path.join(dataDir, 'oidc'), realmFile: path.join(root, 'keycloak/realm-orchestrix.json') });
    ends.push(() => oidc.stop());
    await migrate(postgres.adminUrl, { passwords: { orx_app: 'bench', orx_relay: 'bench' } });
    const databaseUrl = urlAs(postgres.adminUrl, 'orx_app', 'bench');
    const pool = createPool({ url: databaseUrl, max: 1, applicationName: 'bench-seed' });
    await seedTenants(pool).finally(() => pool.end());

    const port = await freePort();
    const env = {
      ...process.env,
      DATABASE_URL: databaseUrl,
      DATABASE_RELAY_URL: urlAs(postgres.adminUrl, 'orx_relay', 'bench'),
      TEMPORAL_HOST: temporal.address,
      OIDC_ISSUER: oidc.issuer,
      OIDC_CLIENT_SECRET: 'orchestrix-web-development-secret',
      OIDC_ADMIN_CLIENT_SECRET: 'orchestrix-admin-development-secret',
      SESSION_SECRET: randomBytes(32).toString('hex'),
      API_KEY_ENVIRONMENT: 'bench',
      EGRESS_PRIVATE_RANGES: '127.0.0.0/8',
      RATE_LIMIT_PER_SECOND: '1000000',
      LOG_LEVEL: 'warn',
      PORT: String(port),
    };
    const api = await started('api', env);
    ends.push(() => ended(api));
    const worker = await started('worker', env);
    ends.push(() => ended(worker));

    const address = `http://127.0.0.1:${port}`;
    const ana = productClient(address, { authorization: `Bearer ${await accessToken(oidc.issuer, 'ana')}` });
    await ana.call('updateEgressSettings', { headers: { 'If-Match': '*' }, body: { public_https: true, rules: [{ target: '127.0.0.0/8', schemes: ['http'], ports: [] }] } });
    const { body: key } = await ana.call('createApiKey', { body: { name: 'bench', scopes: SCOPES as never } });
    return { address, temporalAddress: temporal.address, databaseUrl: postgres.adminUrl, apiKey: key.secret, ana, memory: () => ({ api: rss(api), worker: rss(worker) }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A process of ours, once it says that it is ready. */
function started(name: 'api' | 'worker', env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(root, 'dist/cmd', name, 'main.js'), { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.once('message', () => resolve(child));
    child.once('exit', (code) => reject(new Error(`the ${name} ended with ${code} before it was ready`)));
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

const rss = ({ pid }: ChildProcess): number => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
