import * as fc from 'fast-check';
import { anyone, ticketOf } from '../ports/tickets.contract.ts';
import { capabilityKey, completeLease, expireLease, failLease, leaseTo, pauseMs, renewLease, takeBack } from './ticket-lease.ts';
import { offer } from './ticket-lifecycle.ts';
import { changeStatus } from './ticket-status-change.ts';
import type { Ticket, TicketRequest } from './ticket.ts';

const conflict = expect.objectContaining({ code: 'conflict' }) as Error;
const noon = new Date('2026-03-01T12:00:00.000Z');
const after = (ms: number) => new Date(noon.getTime() + ms);
const offered = (terms: Partial<TicketRequest> = {}): Ticket => offer(ticketOf(anyone(), { delivery: 'lease', ...terms }), noon);
const lease = (ticket: Ticket, now = noon) => leaseTo(ticket, { agentId: 'agent-1', leaseMs: 10_000 }, now);

describe('a lease', () => {
  test('counts an attempt, names its holder and ends', () => {
    expect(lease(offered())).toMatchObject({ status: 'RUNNING', attempts: 1, agentId: 'agent-1', leaseToken: 1, leaseExpiresAt: after(10_000) });
  });

  test('is renewed by its holder, with how far it is', () => {
    expect(renewLease(lease(offered()), { token: 1, leaseMs: 10_000, progress: { percent: 40 } }, after(9_000))).toMatchObject({ leaseExpiresAt: after(19_000), progress: { percent: 40 } });
  });

  test('is not renewed beyond the time that an attempt may take', () => {
    const held = lease(offered({ timeoutMs: 15_000 }));
    expect(renewLease(held, { token: 1, leaseMs: 10_000 }, after(9_000)).leaseExpiresAt).toEqual(after(15_000));
    expect(() => renewLease(held, { token: 1, leaseMs: 10_000 }, after(15_000))).toThrow(conflict);
  });

  test('that ended gives the ticket to the next, and what the late holder says is refused', () => {
    const expired = expireLease(lease(offered()), after(10_001));
    expect(expired).toMatchObject({ status: 'PENDING', attempts: 1, availableAt: after(10_001) });
    const second = lease(expired, after(11_000));
    expect(second.attempts).toBe(2);
    for (const late of [() => completeLease(second, 1, 'x', noon), () => failLease(second, 1, { error: 'x', retryable: true }, noon), () => renewLease(second, { token: 1, leaseMs: 1 }, noon)]) {
      expect(late).toThrow(conflict);
    }
    expect(() => completeLease(expired, 1, 'x', noon)).toThrow(conflict);
    expect(completeLease(second, second.leaseToken, 'done', after(12_000))).toMatchObject({ status: 'COMPLETED', output: 'done' });
  });

  test('that ends with the last attempt fails the ticket', () => {
    const once = offered({ maxRetries: 0 });
    expect(expireLease(lease(once), after(10_001))).toMatchObject({ status: 'FAILED', error: { title: 'lease expired' } });
  });

  test('that ended but was not taken back yet still counts, because nobody else has the ticket', () => {
    expect(completeLease(lease(offered()), 1, 'just so', after(60_000))).toMatchObject({ status: 'COMPLETED' });
  });

  test('may be ended twice with the same answer', () => {
    const done = completeLease(lease(offered()), 1, 'x', noon);
    expect(completeLease(done, 1, 'y', noon)).toBe(done);
    const failed = failLease(lease(offered()), 1, { error: 'x', retryable: true }, noon);
    expect(failLease(failed, 1, { error: 'y', retryable: true }, noon)).toBe(failed);
  });
});

describe('a failed attempt', () => {
  test('is followed by another after a pause that doubles, at the same place in the queue', () => {
    const first = lease(offered());
    const failed = failLease(first, 1, { error: 'refused', retryable: true }, noon);
    expect(failed).toMatchObject({ status: 'PENDING', error: 'refused', availableAt: after(1_000), rankAt: first.rankAt });
    expect([1, 2, 3, 7, 100].map(pauseMs)).toEqual([1_000, 2_000, 4_000, 60_000, 60_000]);
  });

  test('is the last when no other could help', () => {
    expect(failLease(lease(offered()), 1, { error: 'bad', retryable: false }, noon)).toMatchObject({ status: 'FAILED', attempts: 1 });
  });
});

describe('a change by hand', () => {
  test.each([
    ['PENDING', { status: 'PENDING', leaseToken: 2 }],
    ['COMPLETED', { status: 'COMPLETED', leaseToken: 2, output: 'by hand' }],
    ['FAILED', { status: 'FAILED', leaseToken: 2 }],
    ['CANCELLED', { status: 'CANCELLED', leaseToken: 2 }],
  ] as const)('to %s takes the lease away', (status, expected) => {
    const changed = changeStatus(lease(offered()), { status, reason: 'because', output: 'by hand' }, noon);
    expect(changed).toMatchObject(expected);
    expect(changed.leaseExpiresAt).toBeUndefined();
  });

  test('that is not legal is refused with what is', () => {
    expect(() => changeStatus(offered(), { status: 'PENDING', reason: 'x' }, noon)).toThrow(/only RUNNING, COMPLETED, FAILED, CANCELLED can follow/);
    expect(() => takeBack(ticketOf(anyone()), noon)).toThrow(conflict);
  });
});

test('of any number of holders at most one is believed: the one who leased last', () => {
  const step = fc.constantFrom('lease', 'expire', 'take back', 'old completes', 'renew');
  fc.assert(fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
    let ticket = offered({ maxRetries: 100 });
    const tokens = new Set<number>();
    for (const what of steps) {
      if (what === 'lease' && ticket.status === 'PENDING') {
        ticket = lease(ticket);
        expect(tokens).not.toContain(ticket.leaseToken);
        tokens.add(ticket.leaseToken);
      }
      if (what === 'expire' && ticket.status === 'RUNNING') ticket = expireLease(ticket, noon);
      if (what === 'take back' && ticket.status === 'RUNNING') ticket = takeBack(ticket, noon);
      const current = ticket.status === 'RUNNING' ? ticket.leaseToken : undefined;
      for (const token of tokens) {
        if (token === current) expect(renewLease(ticket, { token, leaseMs: 1 }, noon).leaseToken).toBe(token);
        else expect(() => completeLease(ticket, token, 'late', noon)).toThrow(conflict);
      }
    }
  }));
});

test('sets of capabilities have a key each', () => {
  expect([capabilityKey([]), capabilityKey(['a', 'b'])]).toEqual(['', 'a\u001fb']);
  expect(() => capabilityKey(['a\u001fb'])).toThrow(expect.objectContaining({ code: 'invalid' }) as Error);
});
