import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type RunningPostgres, startPostgres } from './postgres.ts';

const small = { shared_buffers: '16MB' };

describe('startPostgres', () => {
  const dir = mkdtempSync(join(tmpdir(), 'orchestrix-devstack-'));
  const running: RunningPostgres[] = [];

  const start = async (options: Partial<Parameters<typeof startPostgres>[0]> = {}) => {
    const postgres = await startPostgres({ dataDir: dir, settings: small, ...options });
    running.push(postgres);
    return postgres;
  };
  const ask = async ({ adminUrl }: RunningPostgres, query: string) => {
    const client = new Client({ connectionString: adminUrl });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(query)).rows;
    } finally {
      await client.end();
    }
  };
  const isAlive = (pid: number) => {
    try {
      return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
      return false;
    }
  };

  afterEach(async () => { await Promise.all(running.splice(0).map((postgres) => postgres.stop())); });
  afterAll(() => { rmSync(dir, { recursive: true, force: true }); });

  test('keeps what was committed from one start to the next, with fsync on, reachable on the loopback interface only', async () => {
    const first = await start();
    await ask(first, 'CREATE TABLE kept AS SELECT 42 AS answer');
    expect(await ask(first, "SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit, current_setting('listen_addresses') AS at")).toEqual([
      { fsync: 'on', commit: 'on', at: '127.0.0.1' },
    ]);
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start();
    expect(second.adminUrl.split('@')[0]).toBe(first.adminUrl.split('@')[0]);
    expect(await ask(second, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  test('comes back after kill -9 of the postmaster, with everything that was acknowledged', async () => {
    const killed = await start();
    await ask(killed, 'CREATE TABLE acknowledged AS SELECT 1 AS n');
    const hanging = new Client({ connectionString: killed.adminUrl });
    hanging.on('error', () => undefined);
    await hanging.connect();
    const sleeping = hanging.query('SELECT pg_sleep(30)').catch(() => undefined);
    process.kill(killed.pid, 'SIGKILL');
    const again = await start();
    expect(await ask(again, 'SELECT n FROM acknowledged')).toEqual([{ n: 1 }]);
    await sleeping;
  });

  test('is not fooled by the pid file of a server that died, when its number belongs to somebody else now', async () => {
    const killed = await start();
    process.kill(killed.pid, 'SIGKILL');
    await killed.stop();
    const pidFile = join(dir, 'cluster', 'postmaster.pid');
    writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(/^\d+/, String(process.ppid)));
    expect(await ask(await start(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('shuts down the server that a killed process left behind, before it starts its own', async () => {
    const orphan = await start();
    writeFileSync(join(dir, 'owner.pid'), '999999999'); // as if its owner were dead
    const own = await start();
    expect(own.pid).not.toBe(orphan.pid);
    expect(isAlive(orphan.pid)).toBe(false);
  });

  test('refuses a data folder that a living process uses', async () => {
    await start();
    writeFileSync(join(dir, 'owner.pid'), String(process.ppid));
    await expect(start()).rejects.toThrow(`already runs on ${dir} for process ${process.ppid}`);
  });

  test('says which port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    await expect(start({ port })).rejects.toThrow(`port ${port} for PostgreSQL is already in use`);
    server.close();
  });

  test('says what is wrong when the server does not start', async () => {
    await expect(start({ settings: { shared_buffers: 'plenty' } })).rejects.toThrow(/PostgreSQL did not start: .*invalid value for parameter "shared_buffers"/);
  });

  test('works in a folder that is closed to everybody else', async () => {
    const closed = mkdtempSync(join(tmpdir(), 'orchestrix-closed-'));
    chmodSync(closed, 0o700);
    const postgres = await start({ dataDir: join(closed, 'data', 'postgres') });
    expect(await ask(postgres, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await postgres.stop();
    rmSync(closed, { recursive: true, force: true });
  });
});
