import * as fc from 'fast-check';
import { asTenantId } from '#internal/kernel';
import { beginAttempt, cancel, complete, fail, newTicket, type Ticket, type TicketId } from './ticket.ts';

const conflict = expect.objectContaining({ code: 'conflict' }) as Error;
const noon = new Date('2026-03-01T12:00:00.000Z');
const fresh = newTicket(
  { id: 't' as TicketId, tenantId: asTenantId('a'), correlationId: 'c', createdAt: noon },
  { executionId: 'e', taskPath: '/do/0/restart', taskName: 'restart', type: 'EXECUTE', idempotencyKey: 'k', priority: 'NORMAL', parameters: {} },
);

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

  test('holds its invariants whatever happens to it, in whatever order', () => {
    type Step = (ticket: Ticket) => Ticket;
    const at = fc.integer({ min: -10_000, max: 10_000 }).map((ms) => new Date(noon.getTime() + ms));
    const step: fc.Arbitrary<Step> = fc.oneof(
      at.map((now): Step => (ticket) => beginAttempt(ticket, now)),
      fc.tuple(fc.jsonValue(), at).map(([output, now]): Step => (ticket) => complete(ticket, output as never, now)),
      fc.tuple(fc.boolean(), at).map(([final, now]): Step => (ticket) => fail(ticket, { error: 'no', final }, now)),
      at.map((now): Step => (ticket) => cancel(ticket, now)),
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
          if (before.status === 'COMPLETED') expect(ticket).toBe(before);
          const ended = !['PENDING', 'RUNNING'].includes(ticket.status);
          expect(ticket.completedAt !== undefined).toBe(ended);
          expect(ticket.attempts > 0).toBe(ticket.startedAt !== undefined);
          if (ticket.completedAt && ticket.startedAt) expect(ticket.completedAt >= ticket.startedAt).toBe(true);
          expect('output' in ticket).toBe(ticket.status === 'COMPLETED');
        }
      }),
    );
  });
});
