import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Transactions } from './index.ts';
import { createPool, migrate, urlAs } from '#pkg/database';
import { type RunningPostgres, startPostgres } from '#pkg/devstack';
import { someActor, transactionsOn } from '#test/support';

/** Eight clients write until the server is gone; answers the ids that were acknowledged. */
async function writeUntilKilled(postgres: RunningPostgres, write: (transactions: Transactions, id: string) => Promise<void>): Promise<readonly string[]> {
  const pool = createPool({ url: urlAs(postgres.adminUrl, 'orx_app', 'test'), max: 8, applicationName: 'test', acquireTimeoutMs: 10_000 });
  const transactions = transactionsOn(pool);
  const acknowledged: string[] = [];
  let killed = false;
  const writer = async () => {
    while (!killed) {
      const id = randomUUID();
      await write(transactions, id).then(() => acknowledged.push(id), () => undefined); // without an answer it may or may not have happened
    }
  };
  const writers = Promise.all(Array.from({ length: 8 }, writer));
  await sleep(700);
  process.kill(postgres.pid, 'SIGKILL');
  killed = true;
  await writers;
  await pool.end();
  return acknowledged;
}

describe('after kill -9 of PostgreSQL under load', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'orchestrix-crash-'));
  let postgres: RunningPostgres;

  // A server of its own, with fsync and all: the shared one does without.
  const start = async () => { postgres = await startPostgres({ dataDir, settings: { wal_writer_delay: '10s' } }); };
  const idsOf = async (query: string, sql: string) => {
    const client = new Client({ connectionString: postgres.adminUrl });
    await client.connect();
    try {
      return new Set((await client.query<{ id: string }>(sql, [query])).rows.map(({ id }) => id));
    } finally {
      await client.end();
    }
  };

  beforeAll(async () => {
    await start();
    await migrate(postgres.adminUrl, { passwords: { orx_app: 'test' } });
  });
  afterAll(async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('every acknowledged change is there with its audit entry, though its locks were let go before the disk had it', async () => {
    const ana = someActor();
    const acknowledged = await writeUntilKilled(postgres, (transactions, id) =>
      transactions.run(ana, async ({ audit, outbox }) => {
        audit.record({ action: 'test.thing.changed', entityType: 'thing', entityId: id });
        outbox.publish({ type: 'test', aggregateId: id, data: {} });
      }),
    );
    await start();
    const audited = await idsOf(ana.tenantId, 'SELECT entity_id AS id FROM audit.audit_log WHERE tenant_id = $1');
    const published = await idsOf(ana.tenantId, 'SELECT aggregate_id AS id FROM platform.outbox WHERE tenant_id = $1');
    expect(acknowledged.length).toBeGreaterThan(20);
    expect(acknowledged.filter((id) => !audited.has(id) || !published.has(id))).toEqual([]);
    expect(audited).toEqual(published);
  });

  test('the same check catches a commit that does not wait for the disk', async () => {
    const ana = someActor();
    const acknowledged = await writeUntilKilled(postgres, (transactions, id) =>
      transactions.run(ana, async ({ trx, outbox }) => {
        await trx.selectNoFrom((eb) => eb.fn<string>('set_config', [eb.val('synchronous_commit'), eb.val('off'), eb.val(true)]).as('mode')).execute();
        outbox.publish({ type: 'test', aggregateId: id, data: {} });
      }),
    );
    await start();
    const published = await idsOf(ana.tenantId, 'SELECT aggregate_id AS id FROM platform.outbox WHERE tenant_id = $1');
    expect(acknowledged.filter((id) => !published.has(id)).length).toBeGreaterThan(0);
  });
});
