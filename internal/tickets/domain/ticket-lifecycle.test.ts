import * as fc from 'fast-check';
import { anyone, ticketOf } from '../ports/tickets.contract.ts';
import { beginAttempt, beginCompensation, cancel, complete, endCompensation, fail, offer, retry } from './ticket-lifecycle.ts';
import { LEGAL_TRANSITIONS } from './ticket-terms.ts';
import type { Ticket, TicketId } from './ticket.ts';

const conflict = expect.objectContaining({ code: 'conflict' }) as Error;
const noon = new Date('2026-03-01T12:00:00.000Z');
const fresh = ticketOf(anyone(), { delivery: 'lease' });

describe('a ticket', () => {
  test('counts every attempt, the one after a crash included', () => {
    expect(beginAttempt(beginAttempt(fresh, noon), noon)).toMatchObject({ status: 'RUNNING', attempts: 2 });
  });

  test('waits again after a failure that is not final, and keeps the error', () => {
    expect(fail(beginAttempt(fresh, noon), { error: 'refused', final: false }, noon)).toMatchObject({ status: 'PENDING', error: 'refused' });
  });

  test('does not begin again once its effect is done or nobody wants it', () => {
    expect(() => beginAttempt(complete(beginAttempt(fresh, noon), 1, noon), noon)).toThrow(conflict);
    expect(() => beginAttempt(cancel(fresh, noon), noon)).toThrow(conflict);
  });

  test('does not end before it was begun', () => {
    expect(() => complete(fresh, 1, noon)).toThrow(conflict);
    expect(() => fail(fresh, { error: 1, final: true }, noon)).toThrow(conflict);
  });

  test('completes although it was given up before: a late answer is still the truth', () => {
    const failed = fail(beginAttempt(fresh, noon), { error: 'time is up', final: true }, noon);
    const { error: _, ...completed } = { ...failed, status: 'COMPLETED', output: 'ok' };
    expect(complete(failed, 'ok', noon)).toEqual(completed);
    expect(complete(cancel(beginAttempt(fresh, noon), noon), 'ok', noon)).toMatchObject({ status: 'COMPLETED', output: 'ok' });
  });

  test('ends no earlier than it began, although the clocks of two machines differ', () => {
    const slow = new Date(noon.getTime() - 5_000);
    expect(complete(beginAttempt(fresh, noon), 1, slow).completedAt).toEqual(noon);
  });

  test('is offered once, and again by a retry, with new attempts', () => {
    const offered = offer(fresh, noon);
    expect(offer(offered, new Date(noon.getTime() + 1))).toBe(offered);
    const failed = fail(beginAttempt(offered, noon), { error: 'gone', final: true }, noon);
    const later = new Date(noon.getTime() + 60_000);
    expect(retry(failed, later)).toMatchObject({ status: 'PENDING', offeredAt: later, attempts: 1, attemptLimit: 5 });
    expect(() => retry(offered, noon)).toThrow(conflict);
  });

  test('of an execution is neither offered nor retried by hand', () => {
    const inline = ticketOf(anyone());
    expect(() => offer(inline, noon)).toThrow(conflict);
    expect(() => retry({ ...inline, status: 'FAILED' }, noon)).toThrow(conflict);
  });

  test('is compensated by one other ticket, and stays done when that one fails', () => {
    const undo = 'undo' as TicketId;
    const done = complete(beginAttempt(fresh, noon), 'ok', noon);
    const compensating = beginCompensation(done, undo);
    expect(beginCompensation(compensating, undo)).toBe(compensating);
    expect(() => beginCompensation(compensating, 'other' as TicketId)).toThrow(conflict);
    expect(endCompensation(compensating, undo, 'COMPENSATED')).toMatchObject({ status: 'COMPENSATED', output: 'ok' });
    expect(endCompensation(compensating, undo, 'FAILED')).toMatchObject({ status: 'COMPLETED', output: 'ok' });
    expect(endCompensation(compensating, 'other' as TicketId, 'COMPENSATED')).toBe(compensating);
    expect(() => beginCompensation(fresh, undo)).toThrow(conflict);
  });

  test('holds its invariants whatever happens to it, in whatever order', () => {
    type Step = (ticket: Ticket) => Ticket;
    const at = fc.integer({ min: -10_000, max: 10_000 }).map((ms) => new Date(noon.getTime() + ms));
    const step: fc.Arbitrary<Step> = fc.oneof(
      at.map((now): Step => (ticket) => beginAttempt(ticket, now)),
      fc.tuple(fc.jsonValue(), at).map(([output, now]): Step => (ticket) => complete(ticket, output as never, now)),
      fc.tuple(fc.boolean(), at).map(([final, now]): Step => (ticket) => fail(ticket, { error: 'no', final }, now)),
      at.map((now): Step => (ticket) => cancel(ticket, now)),
      at.map((now): Step => (ticket) => offer(ticket, now)),
      at.map((now): Step => (ticket) => retry(ticket, now)),
      fc.constant<Step>((ticket) => beginCompensation(ticket, 'undo' as TicketId)),
      fc.constantFrom('COMPENSATED' as const, 'FAILED' as const).map((outcome): Step => (ticket) => endCompensation(ticket, 'undo' as TicketId, outcome)),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let ticket: Ticket = fresh;
        for (const apply of steps) {
          const before = ticket;
          try {
            ticket = apply(ticket);
          } catch (error) {
            expect(error).toMatchObject({ code: 'conflict' });
          }
          if (ticket.status !== before.status) expect(LEGAL_TRANSITIONS[before.status]).toContain(ticket.status);
          if ('output' in before) expect(ticket.output).toBe(before.output);
          expect(ticket.leaseToken).toBeGreaterThanOrEqual(before.leaseToken);
          const ended = !['PENDING', 'RUNNING'].includes(ticket.status);
          expect(ticket.completedAt !== undefined).toBe(ended);
          expect(ticket.attempts > 0).toBe(ticket.startedAt !== undefined);
          if (ticket.completedAt && ticket.startedAt) expect(ticket.completedAt >= ticket.startedAt).toBe(true);
          if (ticket.status === 'COMPLETED') expect('output' in ticket).toBe(true);
          if ('output' in ticket) expect(['COMPLETED', 'COMPENSATING', 'COMPENSATED']).toContain(ticket.status);
        }
      }),
    );
  });
});
