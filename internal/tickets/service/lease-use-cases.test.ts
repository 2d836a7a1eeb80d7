import type { TenantId } from '#internal/kernel';
import { anyone } from '../ports/tickets.contract.ts';
import { InMemoryTickets } from '../fakes/in-memory-tickets.ts';
import type { Ticket, TicketId } from '../domain/ticket.ts';
import type { WorkSignal } from '../ports/work-signal.ts';
import { changeTicketStatus, retryTicket } from './change-ticket-status.ts';
import { checkSla } from './check-sla.ts';
import { completeLeasedTicket, failLeasedTicket, heartbeatTicket } from './end-lease.ts';
import { expireLeases } from './expire-leases.ts';
import { leaseTickets } from './lease-tickets.ts';
import { openTickets, type TicketDraft } from './open-tickets.ts';

const owner = anyone();
const conflict = { code: 'conflict' };

function setup() {
  const work = new InMemoryTickets();
  const time = { now: new Date('2026-03-01T12:00:00.000Z') };
  const clock = { now: () => time.now };
  let count = 0;
  const waits: number[] = [];
  let duringWait: () => Promise<unknown> = async () => undefined;
  /** Time passes while somebody waits, and nobody really waits. */
  const workSignal: WorkSignal = {
    waiterOf: (_tenant: TenantId) => ({
      next: async (ms) => {
        waits.push(ms);
        time.now = new Date(time.now.getTime() + ms);
        await duringWait();
      },
      close: () => undefined,
    }),
    announce: async () => undefined,
  };
  const deps = { work, clock };
  const open = openTickets({ ...deps, ids: { next: () => `ticket-${++count}` }, digest: () => 'ab'.repeat(32) });
  const lease = leaseTickets({ ...deps, workSignal });
  return {
    work, time, waits,
    whileWaiting: (act: () => Promise<unknown>) => { duringWait = act; },
    later: (ms: number) => { time.now = new Date(time.now.getTime() + ms); },
    get: (id: string) => work.read(owner, ({ tickets }) => tickets.get(id as TicketId)),
    offer: async (terms: Partial<TicketDraft> = {}): Promise<Ticket> => {
      const [ticket] = await open(owner, [{ taskName: 'a', type: 'DEPLOY', idempotencyKey: `key-${count}`, priority: 'NORMAL', parameters: {}, delivery: 'lease', offered: true, ...terms }]);
      return ticket as Ticket;
    },
    lease: (waitMs = 0, signal = new AbortController().signal) => lease(owner, { agentId: 'agent-1', capabilities: [], max: 1, leaseMs: 10_000, waitMs }, signal),
    heartbeat: heartbeatTicket(deps),
    complete: completeLeasedTicket(deps),
    fail: failLeasedTicket(deps),
    expire: expireLeases({ ...deps, watch: { tenantsWithEndedLeases: (now, most) => work.tenantsWithEndedLeases(now, most) } }),
    change: changeTicketStatus(deps),
    retry: retryTicket(deps),
    checkSla: checkSla(deps),
    told: () => work.events.map(({ type }) => type.split('.').slice(1).join('.')),
  };
}

describe('leaseTickets', () => {
  test('tells who has it', async () => {
    const { offer, lease, told, work } = setup();
    await offer();
    expect(await lease()).toMatchObject([{ id: 'ticket-1', agentId: 'agent-1', leaseToken: 1 }]);
    expect(told()).toContain('ticket.leased');
    expect(work.entries.at(-1)).toMatchObject({ action: 'tickets.ticket.leased', after: { agent_id: 'agent-1', attempts: 1 } });
  });

  test('answers at once without work when nobody wants to wait', async () => {
    const { lease, waits } = setup();
    expect(await lease()).toEqual([]);
    expect(waits).toEqual([]);
  });

  test('waits for work and gives it as soon as it comes', async () => {
    const { lease, offer, whileWaiting, waits } = setup();
    whileWaiting(() => offer());
    expect(await lease(30_000)).toHaveLength(1);
    expect(waits).toEqual([5_000]);
  });

  test('waits no longer than asked', async () => {
    const { lease, waits } = setup();
    expect(await lease(12_000)).toEqual([]);
    expect(waits).toEqual([5_000, 5_000, 2_000]);
  });

  test('gives nothing to somebody who has gone away', async () => {
    const { lease, offer, whileWaiting, get } = setup();
    const gone = new AbortController();
    whileWaiting(async () => {
      await offer();
      gone.abort();
    });
    expect(await lease(30_000, gone.signal)).toEqual([]);
    expect(await get('ticket-1')).toMatchObject({ status: 'PENDING', attempts: 0 });
  });
});

describe('the end of a lease', () => {
  test('completed: told, and whoever depends on it may go on', async () => {
    const { offer, lease, complete, told, work } = setup();
    const first = await offer({ idempotencyKey: 'first' });
    await offer({ idempotencyKey: 'second', dependsOn: ['first'] });
    await lease();
    expect(await lease()).toEqual([]);
    work.events.length = 0;
    await complete(owner, first.id, { token: 1, output: 'ok' });
    expect(told()).toEqual(['ticket.completed', 'work.offered']);
    expect(await lease()).toMatchObject([{ idempotencyKey: 'second' }]);
  });

  test('completed by a late agent: refused, and the work of the other stands', async () => {
    const { offer, lease, later, expire, complete, get } = setup();
    const { id } = await offer();
    await lease();
    later(10_001);
    expect(await expire()).toBe(1);
    const [second] = await lease();
    await expect(complete(owner, id, { token: 1, output: 'late' })).rejects.toMatchObject(conflict);
    await complete(owner, id, { token: second?.leaseToken as number, output: 'in time' });
    expect(await get(id)).toMatchObject({ output: 'in time', attempts: 2 });
  });

  test('failed: tried again after a pause, until there are no attempts left', async () => {
    const { offer, lease, fail, later, get, told } = setup();
    const { id } = await offer({ maxRetries: 1 });
    await lease();
    await fail(owner, id, { token: 1, error: 'refused', retryable: true });
    expect(await lease()).toEqual([]);
    later(1_000);
    const [again] = await lease();
    await fail(owner, id, { token: again?.leaseToken as number, error: 'refused', retryable: true });
    expect(await get(id)).toMatchObject({ status: 'FAILED', attempts: 2, error: 'refused' });
    expect(told().filter((type) => type === 'ticket.failed')).toHaveLength(1);
  });

  test('expired: told once, and not while the agent lives', async () => {
    const { offer, lease, heartbeat, later, expire, told } = setup();
    const { id } = await offer();
    await lease();
    later(9_000);
    await heartbeat(owner, id, { token: 1, leaseMs: 10_000 });
    later(9_000);
    expect(await expire()).toBe(0);
    later(1_000);
    expect([await expire(), await expire()]).toEqual([1, 0]);
    expect(told().filter((type) => type === 'ticket.lease_expired')).toHaveLength(1);
    await expect(heartbeat(owner, id, { token: 1, leaseMs: 10_000 })).rejects.toMatchObject(conflict);
  });
});

describe('a ticket that takes another back', () => {
  test('is leased like any other, and the other follows it: back again when it fails, compensated when it is done', async () => {
    const { offer, lease, complete, fail, retry, get } = setup();
    const { id } = await offer();
    await lease();
    await complete(owner, id, { token: 1, output: 'ok' });
    const undo = await offer({ type: 'COMPENSATE', compensates: id });
    await lease();
    expect(await get(id)).toMatchObject({ status: 'COMPENSATING', compensationTicketId: undo.id });
    await fail(owner, undo.id, { token: 1, error: 'x', retryable: false });
    expect(await get(id)).toMatchObject({ status: 'COMPLETED', output: 'ok' });
    await retry(owner, undo.id, undefined);
    await lease();
    await complete(owner, undo.id, { token: 2, output: 'undone' });
    expect(await get(id)).toMatchObject({ status: 'COMPENSATED', output: 'ok' });
  });

  test('does not keep others from being leased when there is nothing to take back', async () => {
    const { offer, lease, get } = setup();
    const open = await offer({ requiredCapabilities: ['nobody'] });
    const undo = await offer({ type: 'COMPENSATE', compensates: open.id });
    expect(await lease()).toMatchObject([{ id: undo.id }]);
    expect(await get(open.id)).toMatchObject({ status: 'PENDING' });
  });
});

describe('what people decide', () => {
  test('is refused for another version than the one they read', async () => {
    const { offer, change } = setup();
    const { id } = await offer();
    await expect(change(owner, id, { status: 'CANCELLED', reason: 'x' }, 7)).rejects.toMatchObject({ code: 'precondition_failed' });
  });

  test('is on record with its reason and told', async () => {
    const { offer, change, work, told } = setup();
    const { id } = await offer();
    expect(await change(owner, id, { status: 'CANCELLED', reason: 'not needed any more' }, 1)).toMatchObject({ status: 'CANCELLED', version: 2 });
    expect(work.entries.at(-1)).toMatchObject({ action: 'tickets.ticket.status_changed', before: { status: 'PENDING' }, after: { status: 'CANCELLED', reason: 'not needed any more' } });
    expect(told()).toContain('ticket.cancelled');
  });

  test('a retry offers a failed ticket again', async () => {
    const { offer, lease, fail, retry } = setup();
    const { id } = await offer();
    await lease();
    await fail(owner, id, { token: 1, error: 'x', retryable: false });
    await retry(owner, id, 'the disk is free again');
    expect(await lease()).toMatchObject([{ id, attempts: 2 }]);
  });
});

describe('checkSla', () => {
  test('tells once that a deadline is near and once that it has passed', async () => {
    const { offer, later, checkSla: check, told, work } = setup();
    const { id } = await offer({ slaDeadline: new Date('2026-03-01T12:10:00.000Z') });
    await check(owner, id);
    work.events.length = 0;
    later(8 * 60_000);
    await check(owner, id);
    await check(owner, id);
    later(2 * 60_000);
    await check(owner, id);
    await check(owner, id);
    expect(told()).toEqual(['ticket.sla_at_risk', 'ticket.sla_check_due', 'ticket.sla_breached']);
  });

  test('says nothing of a ticket that has ended', async () => {
    const { offer, lease, complete, later, checkSla: check, work } = setup();
    const { id } = await offer();
    await lease();
    await complete(owner, id, { token: 1, output: null });
    work.events.length = 0;
    later(86_400_000);
    await check(owner, id);
    expect(work.events).toEqual([]);
  });
});
