import { asTenantId } from '#internal/kernel';
import { ticketDigest } from '../crypto/ticket-digest.ts';
import { newTicket } from './new-ticket.ts';
import { retry } from './ticket-lifecycle.ts';
import type { Ticket, TicketId, TicketRequest } from './ticket.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const actor = { tenantId: asTenantId('a'), correlationId: '4bf92f3577b34da6a3ce929d0e0e4736', traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' };
const opened = (request: Partial<TicketRequest> = {}, delivery: 'inline' | 'lease' = 'lease'): Ticket =>
  newTicket({ id: 't' as TicketId, actor, now: noon, delivery, digest: ticketDigest }, { taskName: 'restart', type: 'EXECUTE', idempotencyKey: 'k', priority: 'NORMAL', parameters: {}, ...request });

describe('newTicket', () => {
  test('fills in what nobody asked for', () => {
    expect(opened()).toMatchObject({
      status: 'PENDING', taskId: 'restart', riskBand: 'MEDIUM', deliveryMode: 'AT_LEAST_ONCE', securityLevel: 'INTERNAL', attemptLimit: 4,
      slaDeadline: new Date('2026-03-01T12:30:00.000Z'), traceId: actor.correlationId, spanId: '00f067aa0ba902b7', schemaVersion: '1.0',
    });
  });

  test('gives no deadline to a ticket that its execution runs', () => {
    expect(opened({}, 'inline').slaDeadline).toBeUndefined();
  });

  test('takes capabilities as a set, so that equal ones are equal', () => {
    expect(opened({ requiredCapabilities: ['b', 'a', 'b'] }).requiredCapabilities).toEqual(['a', 'b']);
  });

  test('a ticket that may run at most once has one attempt, also after a retry by hand', () => {
    const once = opened({ qos: { deliveryMode: 'AT_MOST_ONCE' }, maxRetries: 5 });
    expect(once.attemptLimit).toBe(1);
    expect(retry({ ...once, status: 'FAILED', attempts: 1, startedAt: noon, completedAt: noon, error: 'lost' }, noon).attemptLimit).toBe(2);
  });

  // printf '%s' '<canonical form>' | sha256sum
  test('hashes what never changes', () => {
    expect(opened().hash).toBe(opened().hash);
    expect(opened({ parameters: { a: 1, b: 2 } }).hash).toBe(opened({ parameters: { b: 2, a: 1 } }).hash);
    expect(opened({ parameters: { a: 1 } }).hash).not.toBe(opened().hash);
    expect(opened({ description: 'x' }).hash).not.toBe(opened().hash);
    expect(opened({ parameters: 'a \ud800 b' }).hash).toMatch(/^[0-9a-f]{64}$/);
  });
});
