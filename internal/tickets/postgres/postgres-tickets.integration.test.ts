import { randomUUID } from 'node:crypto';
import { someActor, systemClock, testUrls, useTestPool, useTransactions, uuidGenerator } from '#test/support';
import { beginAttempt, offer } from '../domain/ticket-lifecycle.ts';
import { LEGAL_TRANSITIONS, TICKET_STATUSES } from '../domain/ticket-terms.ts';
import type { Ticket, TicketRequest } from '../domain/ticket.ts';
import { ticketDigest } from '../crypto/ticket-digest.ts';
import { ticketOf, ticketsContract } from '../ports/tickets.contract.ts';
import { beginTicket } from '../service/begin-ticket.ts';
import { completeTicket } from '../service/complete-ticket.ts';
import { expireLeases } from '../service/expire-leases.ts';
import { postgresLeaseWatch } from './postgres-lease-watch.ts';
import { postgresTickets } from './postgres-tickets.ts';
import { PostgresWorkSignal } from './postgres-work-signal.ts';

const transactions = useTransactions();
const admin = useTestPool('admin', 1);
const appPool = useTestPool('app', 1);
const work = postgresTickets(transactions);

ticketsContract('PostgresTickets', () => work, someActor);

const request: TicketRequest = {
  executionId: randomUUID(),
  taskPath: '/do/0/restart',
  taskName: 'restart',
  type: 'EXECUTE',
  idempotencyKey: randomUUID(),
  priority: 'NORMAL',
  parameters: {},
};

describe('tickets in PostgreSQL', () => {
  test('ten workers that begin one effect count ten attempts of one ticket', async () => {
    const owner = someActor();
    const begin = beginTicket({ work, clock: systemClock, ids: uuidGenerator, digest: ticketDigest });
    const begun = await Promise.all(Array.from({ length: 10 }, () => begin(owner, request)));
    expect(new Set(begun.map(({ ticketId }) => ticketId)).size).toBe(1);
    expect(begun.map(({ attempt }) => attempt).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('the audit entry and the event of a change commit with it, or not at all', async () => {
    const owner = someActor();
    const begun = await beginTicket({ work, clock: systemClock, ids: uuidGenerator, digest: ticketDigest })(owner, request);
    const told = async () => {
      const { rows } = await admin.query<{ action: string }>('SELECT action FROM audit.audit_log WHERE tenant_id = $1 ORDER BY seq', [owner.tenantId]);
      const events = await admin.query('SELECT 1 FROM platform.outbox WHERE tenant_id = $1', [owner.tenantId]);
      return [rows.map(({ action }) => action), events.rowCount];
    };
    const complete = completeTicket({ work, clock: systemClock });
    const undone = transactions.run(owner, async () => {
      await complete(owner, begun.ticketId, { ok: true });
      throw new Error('crash');
    });
    await expect(undone).rejects.toThrow('crash');
    expect(await told()).toEqual([['tickets.ticket.begun'], 0]);

    await complete(owner, begun.ticketId, { ok: true });
    expect(await told()).toEqual([['tickets.ticket.begun', 'tickets.ticket.completed'], 1]);
  });

  test('the database allows exactly the changes of status that the domain allows', async () => {
    const owner = someActor();
    const at = (ticket: Ticket) => (status: Ticket['status']): Ticket => ({
      ...ticket, status, compensationTicketId: ticket.id, error: 'e',
      ...(!['PENDING', 'RUNNING'].includes(status) && { completedAt: ticket.createdAt }), ...(['COMPLETED', 'COMPENSATING', 'COMPENSATED'].includes(status) && { output: 1 }),
    });
    const allowed: string[] = [];
    for (const from of TICKET_STATUSES) {
      for (const to of TICKET_STATUSES.filter((status) => status !== from)) {
        const begun = beginAttempt(ticketOf(owner), new Date('2026-03-01T12:00:00.000Z'));
        await work.run(owner, ({ tickets }) => tickets.addUnlessKeysTaken([at(begun)(from)]));
        const change = work.run(owner, ({ tickets }) => tickets.save(at(begun)(to)));
        if (LEGAL_TRANSITIONS[from].includes(to)) await change.then(() => allowed.push(`${from} ${to}`));
        else await expect(change).rejects.toMatchObject({ constraint: 'tickets_legal_transition' });
      }
    }
    expect(allowed).toHaveLength(Object.values(LEGAL_TRANSITIONS).flat().length);
  });

  test('of twenty agents that lease at once each ticket goes to one, and none is left', async () => {
    const owner = someActor();
    const now = new Date('2026-03-01T12:00:00.000Z');
    const many = Array.from({ length: 50 }, (_, n) => offer(ticketOf(owner, { delivery: 'lease', requiredCapabilities: n % 2 ? ['shell'] : [] }), now));
    await work.run(owner, ({ tickets }) => tickets.addUnlessKeysTaken(many));
    const got: string[] = [];
    const agent = async (agentId: string) => {
      for (let leased = 1; leased > 0; ) {
        const batch = await work.run(owner, ({ tickets }) => tickets.lease({ agentId, capabilities: ['shell'], max: 2, leaseMs: 60_000 }, now));
        got.push(...batch.map(({ id }) => id));
        leased = batch.length;
      }
    };
    await Promise.all(Array.from({ length: 20 }, (_, n) => agent(`agent-${n}`)));
    await agent('the last'); // what an agent saw locked by another that then left it
    expect(got.toSorted()).toEqual(many.map(({ id }) => id).toSorted());
  });

  test('of several workers one takes back a lease that has ended, and finds it whatever the tenant', async () => {
    const owners = [someActor(), someActor()];
    const expire = expireLeases({ work, clock: systemClock, watch: postgresLeaseWatch(transactions) });
    for (const owner of owners) {
      const now = new Date(Date.now() - 60_000);
      await work.run(owner, ({ tickets }) => tickets.addUnlessKeysTaken([offer(ticketOf(owner, { delivery: 'lease', now }), now)]));
      await work.run(owner, ({ tickets }) => tickets.lease({ agentId: 'a', capabilities: [], max: 1, leaseMs: 1_000 }, now));
    }
    await Promise.all([expire(), expire(), expire()]);
    for (const { tenantId } of owners) {
      const { rows } = await admin.query<{ status: string; attempts: number; lease_token: number }>('SELECT status, attempts, lease_token FROM tickets.tickets WHERE tenant_id = $1', [tenantId]);
      expect(rows).toEqual([{ status: 'PENDING', attempts: 1, lease_token: 2 }]);
      const { rowCount } = await admin.query("SELECT 1 FROM platform.outbox WHERE tenant_id = $1 AND type = 'tickets.ticket.lease_expired'", [tenantId]);
      expect(rowCount).toBe(1);
    }
  });

  test('who waits for work is woken from another connection, and only by its own tenant', async () => {
    const [owner, stranger] = [someActor(), someActor()];
    const signal = new PostgresWorkSignal(appPool, testUrls.app);
    const never = new AbortController();
    const waiter = signal.waiterOf(owner.tenantId);
    await waiter.next(10_000, never.signal); // it listens
    let woken = false;
    const waiting = waiter.next(10_000, never.signal).then(() => { woken = true; });
    await signal.announce(stranger.tenantId);
    expect(woken).toBe(false);
    await signal.announce(owner.tenantId);
    await waiting;
    waiter.close();
    await signal.stop();
  });

  test('a connection that is lost is replaced by one, which wakes again', async () => {
    const owner = someActor();
    const signal = new PostgresWorkSignal(appPool, testUrls.app);
    const never = new AbortController();
    const waiter = signal.waiterOf(owner.tenantId);
    const listening = "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'orchestrix-work-signal'";
    await waiter.next(10_000, never.signal); // it listens
    await admin.query(`SELECT pg_terminate_backend(pid) ${listening}`);
    await waiter.next(10_000, never.signal); // it listens again
    const woken = waiter.next(10_000, never.signal);
    await signal.announce(owner.tenantId);
    await woken;
    expect((await admin.query(`SELECT 1 ${listening}`)).rowCount).toBe(1);
    waiter.close();
    await signal.stop();
  });

  test('a fencing token never goes back', async () => {
    const owner = someActor();
    const ticket = { ...ticketOf(owner, { delivery: 'lease' }), leaseToken: 2 };
    await work.run(owner, ({ tickets }) => tickets.addUnlessKeysTaken([ticket]));
    await expect(work.run(owner, ({ tickets }) => tickets.save({ ...ticket, leaseToken: 1 }))).rejects.toMatchObject({ constraint: 'tickets_lease_token_grows' });
  });

  test.each([
    ['an unknown status', "status = 'DONE'", 'tickets_legal_transition'],
    ['negative attempts', 'attempts = -1', 'tickets_attempts_not_negative'],
    ['a lease of nobody', "lease_expires_at = now()", 'tickets_lease_while_running'],
    ['an unknown risk', "risk_band = 'NONE'", 'tickets_risk_band_known'],
    ['an end before the start', "status = 'FAILED', error = '1', completed_at = started_at - interval '1 ms'", 'tickets_completed_after_started'],
    ['an end without a time', "status = 'FAILED', error = '1'", 'tickets_end_has_time'],
    ['a completion without output', "status = 'COMPLETED', completed_at = started_at", 'tickets_output_when_completed'],
  ])('the database itself refuses %s', async (_, change, constraint) => {
    const owner = someActor();
    const ticket = beginAttempt(ticketOf(owner), new Date('2026-03-01T12:00:00.000Z'));
    await work.run(owner, ({ tickets }) => tickets.addUnlessKeysTaken([ticket]));
    await expect(admin.query(`UPDATE tickets.tickets SET ${change} WHERE tenant_id = $1 AND id = $2`, [owner.tenantId, ticket.id])).rejects.toMatchObject({ constraint });
  });
});
