import type { Actor, Json } from '#internal/kernel';
import { someActor, useTestPool, useTransactions } from '#test/support';
import { createAudit } from '../module.ts';

describe('the audit log on PostgreSQL', () => {
  const transactions = useTransactions({ max: 10 });
  const admin = useTestPool('admin');
  const app = useTestPool('app');
  const { useCases } = createAudit({ transactions });

  const change = (actor: Actor, entityId: string, after: Json = { n: 1 }, action = 'test.thing.changed') =>
    transactions.run(actor, async ({ audit }) => { audit.record({ action, entityType: 'thing', entityId, before: { n: 0 }, after }); });

  /** As superuser, past row-level security. */
  const tamper = (actor: Actor, assignment: string, seq: number) => admin.query(`UPDATE audit.audit_log SET ${assignment} WHERE tenant_id = $1 AND seq = $2`, [actor.tenantId, seq]);

  test('keeps who did what, through what and from where', async () => {
    const ana = someActor({ ip: '192.0.2.7', via: 'changeThing' });
    await change(ana, 'a');
    const { items } = await useCases.listAuditLogs(ana, {}, { limit: 10 });
    expect(items).toEqual([
      expect.objectContaining({
        seq: 1, tenantId: ana.tenantId, actor: 'ana', actorKind: 'user', actorName: 'Ana', operation: 'changeThing', action: 'test.thing.changed',
        entityType: 'thing', entityId: 'a', before: { n: 0 }, after: { n: 1 }, correlationId: ana.correlationId, ip: '192.0.2.7', prevHash: '0'.repeat(64),
      }),
    ]);
  });

  test('is verified over every kind of value', async () => {
    const ana = someActor();
    const odd: Json[] = [{ b: 1e21, a: [0.1, 1e-7, -0, 5e-324, 1.7976931348623157e308], text: 'é€😀"\\\n\u0001' }, [], 'text', 7, false, { nested: { z: null, y: [{}] } }];
    for (const value of odd) await change(ana, 'a', value);
    expect(await useCases.verifyAuditLog(ana)).toMatchObject({ verifiedEntries: odd.length, firstBroken: undefined });
  });

  test('refuses text that PostgreSQL cannot hold, and the whole change with it', async () => {
    const ana = someActor();
    await expect(change(ana, 'a', 'nul \0')).rejects.toMatchObject({ code: 'invalid' });
    await expect(change(ana, 'a', 'lone \ud800')).rejects.toMatchObject({ code: 'invalid' });
    expect(await useCases.verifyAuditLog(ana)).toMatchObject({ verifiedEntries: 0 });
  });

  test('stays without gaps and intact under many writers, some of which roll back', async () => {
    const ana = someActor();
    const writer = async (name: string) => {
      for (let n = 0; n < 20; n++) {
        const work = transactions.run(ana, async ({ audit }) => {
          audit.record(...Array.from({ length: 1 + (n % 3) }, () => ({ action: 'test.thing.changed', entityType: 'thing', entityId: `${name}${n}` })));
          if (n % 5 === 0) throw new Error('rolled back');
        });
        await work.catch(() => undefined);
      }
    };
    await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(writer));
    const { rows } = await admin.query<{ seq: number }>('SELECT seq FROM audit.audit_log WHERE tenant_id = $1 ORDER BY seq', [ana.tenantId]);
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: rows.length }, (_, index) => index + 1));
    expect(await useCases.verifyAuditLog(ana)).toMatchObject({ verifiedEntries: rows.length, firstBroken: undefined });
  });

  test.each([
    ['actor', "actor = 'mallory'", 'content_differs'],
    ['operation', "operation = 'other'", 'content_differs'],
    ['time', "occurred_at = occurred_at - interval '1 hour'", 'content_differs'],
    ['state after', `after = '{"n": 2}'`, 'content_differs'],
    ['address', "ip = '198.51.100.1'", 'content_differs'],
    ['hash', "hash = decode(repeat('ab', 32), 'hex')", 'content_differs'],
    ['previous hash', "prev_hash = decode(repeat('ab', 32), 'hex')", 'previous_hash_differs'],
  ])('shows which row it was when a superuser changes the %s', async (_what, assignment, reason) => {
    const ana = someActor();
    for (const id of ['a', 'b', 'c', 'd']) await change(ana, id);
    expect(await useCases.verifyAuditLog(ana)).toMatchObject({ verifiedEntries: 4, firstBroken: undefined });
    await tamper(ana, assignment, 3);
    expect(await useCases.verifyAuditLog(ana)).toMatchObject({ verifiedEntries: 2, firstBroken: { seq: 3, reason } });
  });

  test.each([[2, 2], [4, 4]])('shows that row %i was deleted', async (deleted, seq) => {
    const ana = someActor();
    for (const id of ['a', 'b', 'c', 'd']) await change(ana, id);
    await admin.query('DELETE FROM audit.audit_log WHERE tenant_id = $1 AND seq = $2', [ana.tenantId, deleted]);
    expect(await useCases.verifyAuditLog(ana)).toMatchObject({ firstBroken: { seq, reason: 'missing_row' } });
  });

  test.each(['UPDATE audit.audit_log SET actor = actor', 'DELETE FROM audit.audit_log', 'TRUNCATE audit.audit_log', 'DELETE FROM audit.chain_heads'])(
    'does not let the application say %s',
    async (statement) => { await expect(app.query(statement)).rejects.toMatchObject({ code: '42501' }); },
  );

  test('pages through in a stable order while entries are added, and filters', async () => {
    const [ana, bob] = [someActor(), someActor({ subject: 'bob' })];
    const bobOfAna = { ...bob, tenantId: ana.tenantId };
    for (let n = 0; n < 7; n++) await change(n % 2 === 0 ? ana : bobOfAna, `e${n}`, { n }, n === 3 ? 'test.thing.removed' : 'test.thing.changed');
    const first = await useCases.listAuditLogs(ana, {}, { limit: 3 });
    await change(ana, 'later');
    const second = await useCases.listAuditLogs(ana, {}, { limit: 3, after: first.next ?? [] });
    const third = await useCases.listAuditLogs(ana, {}, { limit: 3, after: second.next ?? [] });
    expect([first, second, third].map(({ items }) => items.map(({ seq }) => seq))).toEqual([[7, 6, 5], [4, 3, 2], [1]]);
    expect(third.next).toBeUndefined();

    const seqs = async (filter: Parameters<typeof useCases.listAuditLogs>[1]) => (await useCases.listAuditLogs(ana, filter, { limit: 50 })).items.map(({ seq }) => seq);
    expect(await seqs({ actor: 'bob' })).toEqual([6, 4, 2]);
    expect(await seqs({ action: 'test.thing.removed', actor: 'bob' })).toEqual([4]);
    expect(await seqs({ entityType: 'thing', entityId: 'e4' })).toEqual([5]);
    expect(await seqs({ correlationId: bob.correlationId })).toEqual([6, 4, 2]);
    expect(await seqs({ to: new Date(0) })).toEqual([]);
    expect(await seqs({ from: new Date(0), to: new Date(Date.now() + 1000) })).toHaveLength(8);
    expect((await useCases.listAuditLogs(bob, {}, { limit: 50 })).items).toEqual([]);
  });

  test('exports everything that matches, in more than one page', async () => {
    const ana = someActor();
    await transactions.run(ana, async ({ audit }) => {
      audit.record(...Array.from({ length: 1_100 }, (_, n) => ({ action: 'test.thing.changed', entityType: 'thing', entityId: String(n) })));
    });
    const seqs: number[] = [];
    for await (const { seq } of useCases.exportAuditLogs(ana, {})) seqs.push(seq);
    expect(seqs).toEqual(Array.from({ length: 1_100 }, (_, index) => 1_100 - index));
    expect(await useCases.verifyAuditLog(ana)).toMatchObject({ verifiedEntries: 1_100, firstBroken: undefined });
  });
});
