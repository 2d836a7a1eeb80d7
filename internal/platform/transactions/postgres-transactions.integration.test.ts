import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { NewEvent } from '#internal/kernel';
import { createPool } from '#pkg/database';
import { someActor, testUrls, transactionsOn, useTestPool, useTransactions } from '#test/support';
import type { StoredResponse } from './index.ts';

const happened = (aggregateId: string): NewEvent => ({ type: 'test.thing.happened', aggregateId, data: { n: 1 } });
const entry = (entityId: string) => ({ action: 'test.thing.changed', entityType: 'thing', entityId, after: { n: 1 } });

describe('transactions on PostgreSQL', () => {
  const transactions = useTransactions();
  const admin = useTestPool('admin');
  const ana = someActor();

  const eventsOf = async (tenantId: string) =>
    (await admin.query<{ aggregate_id: string }>('SELECT aggregate_id FROM platform.outbox WHERE tenant_id = $1 ORDER BY seq', [tenantId])).rows.map((row) => row.aggregate_id);
  const auditedBy = async (tenantId: string) =>
    (await admin.query<{ entity_id: string; actor: string }>('SELECT entity_id, actor FROM audit.audit_log WHERE tenant_id = $1 ORDER BY seq', [tenantId])).rows;

  test('commit events and audit entries together, in the order in which they were given', async () => {
    const actor = someActor();
    await transactions.run(actor, async ({ outbox, audit }) => {
      outbox.publish(happened('a'), happened('b'));
      audit.record(entry('a'));
      outbox.publish(happened('c'));
      audit.record(entry('b'));
    });
    expect(await eventsOf(actor.tenantId)).toEqual(['a', 'b', 'c']);
    expect(await auditedBy(actor.tenantId)).toEqual([{ entity_id: 'a', actor: 'ana' }, { entity_id: 'b', actor: 'ana' }]);
  });

  test('leave nothing behind when the work throws', async () => {
    const actor = someActor();
    const work = transactions.run(actor, async ({ outbox, audit }) => {
      outbox.publish(happened('a'));
      audit.record(entry('a'));
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await eventsOf(actor.tenantId)).toEqual([]);
    expect(await auditedBy(actor.tenantId)).toEqual([]);
  });

  test('commit what was to travel with the commit, and nothing when that fails', async () => {
    const actor = someActor();
    const insert = (id: string, aggregateId: string) => ({
      name: 'test_at_commit', values: [actor.tenantId, id, aggregateId],
      text: "INSERT INTO platform.outbox (tenant_id, id, type, aggregate_id, data, correlation_id, occurred_at, available_at, attempt_at) VALUES ($1, $2, 't', $3, '{}', 'c', now(), now(), now())",
    });
    const id = randomUUID();
    await transactions.run(actor, async ({ atCommit, outbox }) => {
      atCommit(insert(id, 'a'));
      outbox.publish(happened('b'));
    });
    expect(await eventsOf(actor.tenantId)).toEqual(['a', 'b']);
    const again = transactions.run(actor, async ({ atCommit, outbox }) => {
      outbox.publish(happened('c'));
      atCommit(insert(id, 'd'));
    });
    await expect(again).rejects.toMatchObject({ code: 'conflict' });
    expect(await eventsOf(actor.tenantId)).toEqual(['a', 'b']);
  });

  test('show a tenant its own rows only', async () => {
    const [owner, stranger] = [someActor(), someActor()];
    await transactions.run(owner, async ({ outbox }) => { outbox.publish(happened('a')); });
    const seenBy = (actor: typeof owner) => transactions.read(actor, ({ trx }) => trx.selectFrom('platform.outbox').select('aggregateId').execute());
    expect(await seenBy(owner)).toEqual([{ aggregateId: 'a' }]);
    expect(await seenBy(stranger)).toEqual([]);
  });

  test('leave no tenant behind on a pooled connection', async () => {
    const pool = createPool({ url: testUrls.app, max: 1, applicationName: 'test' });
    const one = transactionsOn(pool);
    await one.read(ana, ({ trx }) => sql`select 1`.execute(trx));
    await expect(pool.query('SELECT * FROM platform.outbox')).rejects.toMatchObject({ code: '42501' });
    await pool.end();
  });

  test('join the outer transaction of the same tenant, each with its own actor', async () => {
    const bob = { ...ana, subject: 'bob' };
    const joined = transactions.run(ana, async (outer) => {
      outer.audit.record(entry('outer'));
      await transactions.run(bob, async (inner) => {
        expect(inner.trx).toBe(outer.trx);
        inner.audit.record(entry('inner'));
      });
      await transactions.read(ana, async ({ trx }) => { expect(trx).toBe(outer.trx); });
    });
    await joined;
    expect(await auditedBy(ana.tenantId)).toEqual([{ entity_id: 'outer', actor: 'ana' }, { entity_id: 'inner', actor: 'bob' }]);
  });

  test('do not commit when a joined part failed, although its error was caught', async () => {
    const actor = someActor();
    const work = transactions.run(actor, async ({ outbox }) => {
      outbox.publish(happened('a'));
      await transactions.run(actor, () => Promise.reject(new Error('inner'))).catch(() => undefined);
    });
    await expect(work).rejects.toThrow('inner');
    expect(await eventsOf(actor.tenantId)).toEqual([]);
  });

  test('do not join the transaction of another tenant', async () => {
    const [one, two] = [someActor(), someActor()];
    await transactions.run(one, (outer) => transactions.run(two, async (inner) => { expect(inner.trx).not.toBe(outer.trx); }));
  });

  test('refuse to write inside a read', async () => {
    const inside = transactions.read(ana, () => transactions.run(ana, async () => undefined));
    await expect(inside).rejects.toThrow('a write cannot start inside a read');
    const direct = transactions.read(ana, ({ trx }) => sql`delete from platform.idempotency_keys`.execute(trx));
    await expect(direct).rejects.toMatchObject({ code: '25006' });
  });

  test('refuse queries after their end', async () => {
    const leaked = await transactions.run(ana, async ({ trx }) => trx);
    await expect(sql`select 1`.execute(leaked)).rejects.toThrow('the transaction is over');
  });

  test('do not report success when an error of a statement was swallowed', async () => {
    const work = transactions.run(ana, ({ trx }) => sql`select 1 / 0`.execute(trx).catch(() => undefined));
    await expect(work).rejects.toThrow('rolled back');
  });

  test.each([
    ['a malformed value', sql`select 'A-secret'::uuid`, 'invalid'],
    ['a number out of range', sql`select 99999999999::int`, 'invalid'],
    ['a character that cannot be stored', sql`select ${'A-secret\0'}::text`, 'invalid'],
    ['a lock timeout', sql`do $$ begin raise sqlstate '55P03'; end $$`, 'unavailable'],
    ['a serialization failure', sql`do $$ begin raise sqlstate '40001'; end $$`, 'unavailable'],
    ['a statement that takes too long', sql`do $$ begin raise sqlstate '57014'; end $$`, 'unavailable'],
  ] as const)('answer %s with the right word and without quoting it', async (_name, statement, code) => {
    const failing = transactions.run(ana, ({ trx }) => statement.execute(trx));
    const error = await failing.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'AppError', code });
    expect((error as Error).message).not.toContain('secret');
  });

  test('answer a duplicate key with conflict', async () => {
    const id = randomUUID();
    const insert = () =>
      transactions.run(ana, ({ trx }) =>
        trx.insertInto('platform.outbox').values({ tenantId: ana.tenantId, id, type: 't', aggregateId: 'a', data: {}, correlationId: 'c', occurredAt: new Date(), availableAt: new Date(), attemptAt: new Date() }).execute(),
      );
    await insert();
    await expect(insert()).rejects.toMatchObject({ code: 'conflict' });
  });

  test('give the connection back when what was recorded cannot be stored', async () => {
    const pool = createPool({ url: testUrls.app, max: 1, applicationName: 'test' });
    const one = transactionsOn(pool);
    const broken = one.run(ana, async ({ audit }) => { audit.record({ ...entry('a'), after: 'lone \ud800' }); });
    await expect(broken).rejects.toMatchObject({ code: 'invalid' });
    await one.read(ana, ({ trx }) => sql`select 1`.execute(trx));
    await pool.end();
  });

  test('say unavailable within about a second when no connection is free', async () => {
    const pool = createPool({ url: testUrls.app, max: 1, applicationName: 'test' });
    const one = transactionsOn(pool);
    await one.run(ana, () => expect(one.run(someActor(), async () => undefined)).rejects.toMatchObject({ code: 'unavailable' }));
    await pool.end();
  });

  test('say unavailable when the connection is lost half-way, and go on with a new one', async () => {
    const lost = transactions.run(ana, async ({ trx }) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      await admin.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
      await sql`select pg_sleep(1)`.execute(trx);
    });
    await expect(lost).rejects.toMatchObject({ code: 'unavailable' });
    await expect(transactions.read(ana, ({ trx }) => sql`select 1 as one`.execute(trx))).resolves.toMatchObject({ rows: [{ one: 1 }] });
  });
});

describe('runOnce', () => {
  const transactions = useTransactions();
  const request = () => ({ operation: 'createThing', key: randomUUID(), requestHash: 'h1' });
  const created: StoredResponse = { status: 201, headers: { location: '/things/1' }, body: { z: 1, a: [1, 2] } };

  test('answers the same request again with the stored response and no second effect', async () => {
    const [actor, once] = [someActor(), request()];
    const handler = jest.fn(() => transactions.run(actor, async ({ audit }) => { audit.record(entry('a')); return created; }));
    expect(await transactions.runOnce(actor, once, handler)).toEqual({ response: created, replayed: false });
    const again = await transactions.runOnce(actor, once, handler);
    expect(again).toEqual({ response: created, replayed: true });
    expect(JSON.stringify(again.response.body)).toBe('{"z":1,"a":[1,2]}');
    expect(handler).toHaveBeenCalledTimes(1);
  });

  test('refuses the key for another request', async () => {
    const [actor, once] = [someActor(), request()];
    await transactions.runOnce(actor, once, async () => created);
    const other = transactions.runOnce(actor, { ...once, requestHash: 'h2' }, async () => created);
    await expect(other).rejects.toMatchObject({ code: 'invalid', details: [{ field: 'Idempotency-Key' }] });
  });

  test('refuses the request while it still runs, and ten racers have one effect', async () => {
    const [actor, once] = [someActor(), request()];
    const handler = jest.fn(async () => { await new Promise((resolve) => setTimeout(resolve, 50)); return created; });
    const racers = await Promise.allSettled(Array.from({ length: 10 }, () => transactions.runOnce(actor, once, handler)));
    expect(handler).toHaveBeenCalledTimes(1);
    for (const racer of racers) {
      if (racer.status === 'rejected') expect(racer.reason).toMatchObject({ code: 'conflict' });
      else expect(racer.value.response).toEqual(created);
    }
  });

  test('frees the key when the handler fails', async () => {
    const [actor, once] = [someActor(), request()];
    await expect(transactions.runOnce(actor, once, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await transactions.runOnce(actor, once, async () => created)).toMatchObject({ replayed: false });
  });

  test('keeps keys of tenants and operations apart', async () => {
    const [actor, once] = [someActor(), request()];
    await transactions.runOnce(actor, once, async () => created);
    expect(await transactions.runOnce(someActor(), once, async () => created)).toMatchObject({ replayed: false });
    expect(await transactions.runOnce(actor, { ...once, operation: 'createOther' }, async () => created)).toMatchObject({ replayed: false });
  });

  test('forgets after 24 hours', async () => {
    const [actor, once] = [someActor(), request()];
    let now = new Date('2026-01-01T00:00:00Z');
    const pool = createPool({ url: testUrls.app, max: 2, applicationName: 'test' });
    const later = transactionsOn(pool, { now: () => now });
    await later.runOnce(actor, once, async () => created);
    now = new Date('2026-01-02T00:00:00.001Z');
    expect(await later.runOnce(actor, { ...once, requestHash: 'h2' }, async () => created)).toMatchObject({ replayed: false });
    await pool.end();
  });
});
