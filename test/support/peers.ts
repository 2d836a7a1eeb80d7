import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOidc, startPostgres, startTemporal } from '#pkg/devstack';
import { migrate, urlAs } from '#pkg/database';
import { SEARCH_ATTRIBUTES } from '#internal/automation';
import { copyDatabase } from './copy-database.ts';
import { TEMPLATE_DATABASE } from './template-database.ts';

/** A server that tests share. Values it returns reach the test processes as environment variables. */
interface Peer {
  start(dataDir: string): Promise<{ readonly env: Readonly<Record<string, string>>; stop(): Promise<void> }>;
}

/** What suites may need. A new server is one entry here; `setup-*.ts` say which kind of test gets which. */
const peers = {
  /** A migrated PostgreSQL. fsync is off here and only here: nothing in it outlives the run. */
  postgres: {
    async start(dataDir) {
      const postgres = await startPostgres({ dataDir, settings: { fsync: 'off', full_page_writes: 'off' } });
      const url = (role: string) => urlAs(postgres.adminUrl, role, 'test');
      try {
        await migrate(postgres.adminUrl, { passwords: { orx_app: 'test', orx_relay: 'test' } });
        await copyDatabase(postgres.adminUrl, { from: 'orchestrix', to: TEMPLATE_DATABASE });
      } catch (error) {
        await postgres.stop();
        throw error;
      }
      return {
        env: { ORX_TEST_ADMIN_URL: postgres.adminUrl, ORX_TEST_APP_URL: url('orx_app'), ORX_TEST_RELAY_URL: url('orx_relay') },
        stop: () => postgres.stop(),
      };
    },
  },
  /** A Temporal development server with its namespace `default`. */
  temporal: {
    async start(dataDir) {
      const temporal = await startTemporal({ dataDir, searchAttributes: SEARCH_ATTRIBUTES });
      return { env: { ORX_TEST_TEMPORAL_ADDRESS: temporal.address }, stop: () => temporal.stop() };
    },
  },
  /** The embedded identity provider with the people of the realm file. */
  identity: {
    async start(dataDir) {
      const provider = await startOidc({ dataDir, realmFile: join(__dirname, '../../keycloak/realm-orchestrix.json') });
      return { env: { ORX_TEST_OIDC_ISSUER: provider.issuer }, stop: () => provider.stop() };
    },
  },
} satisfies Record<string, Peer>;

export type PeerName = keyof typeof peers;

const running = new Map<string, { stop(): Promise<void>; dataDir: string }>();

/** Starts the named servers that do not run yet, together. Called once per kind of test, in Jest's main process. */
export async function startPeers(names: readonly PeerName[]): Promise<void> {
  await Promise.all(
    names.filter((name) => !running.has(name)).map(async (name) => {
      const dataDir = mkdtempSync(join(tmpdir(), `orchestrix-test-${name}-`));
      running.set(name, { dataDir, stop: async () => undefined });
      const { env, stop } = await peers[name].start(dataDir);
      running.set(name, { dataDir, stop });
      Object.assign(process.env, env);
    }),
  );
}

/** Stops everything that was started and removes its data. */
export async function stopPeers(): Promise<void> {
  const all = [...running.values()];
  running.clear();
  await Promise.all(all.map(({ stop }) => stop()));
  for (const { dataDir } of all) rmSync(dataDir, { recursive: true, force: true });
}

/** Names of all servers, for the tests that need the whole stack. */
export const allPeers = Object.keys(peers) as readonly PeerName[];
