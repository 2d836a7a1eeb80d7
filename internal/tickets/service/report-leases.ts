import { AppError, notFound } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import { type LeaseReport, reported } from '../domain/lease-report.ts';
import type { Ticket, TicketId } from '../domain/ticket.ts';
import { ticketChanged, workOffered } from '../domain/ticket-trail.ts';
import type { TicketScope } from './compensated-ticket.ts';
import { ticketGivenUp, ticketsCompleted } from './ended-ticket.ts';
import type { ChangingDeps } from './tickets-deps.ts';

/** What came of one report: the ticket as it is now, or why it was refused. */
export type ReportResult = { readonly ticket: Ticket } | { readonly refused: AppError };

/**
 * What an agent says of tickets that it holds, answered in the order of the reports. Each is judged by itself: `conflict` where the lease was lost, `not_found` where there
 * is no such ticket, and the others count all the same, in one transaction.
 */
export type ReportLeases = (actor: Actor, reports: readonly LeaseReport[]) => Promise<readonly ReportResult[]>;

interface Ended {
  readonly before: Ticket;
  readonly after: Ticket;
}

/**
 * The same three round trips to the database for one report and for a hundred. A sign of life changes nothing that people decide by, so it neither is a version of the
 * ticket nor has an entry in the audit log.
 */
export function reportLeases({ work, clock }: ChangingDeps): ReportLeases {
  return (actor, reports) =>
    work.run(actor, async (scope) => {
      const now = clock.now();
      const known = await scope.tickets.lockAll([...new Set(reports.map(({ ticketId }) => ticketId))]);
      const current = new Map(known.map((ticket) => [ticket.id, ticket]));
      const renewed = new Map<TicketId, Ticket>();
      const ended = new Map<TicketId, Ended>();

      const results = reports.map((report): ReportResult => {
        try {
          const before = current.get(report.ticketId);
          if (!before) throw notFound('ticket');
          const after = reported(before, report, now);
          current.set(report.ticketId, after);
          if (report.kind === 'alive') renewed.set(after.id, after);
          else if (after !== before) ended.set(after.id, { before, after });
          return { ticket: ended.get(after.id)?.after === after ? { ...after, version: after.version + 1 } : after };
        } catch (error) {
          if (error instanceof AppError) return { refused: error };
          throw error;
        }
      });

      const alive = [...renewed.values()].filter(({ id }) => !ended.has(id));
      await Promise.all([scope.tickets.saveLeases(alive), follow(scope, [...ended.values()], now)]);
      return results;
    });
}

/** Writes ends down with all that follows from them. The statements are sent without waiting for one another. */
async function follow(scope: TicketScope, ended: readonly Ended[], now: Date): Promise<void> {
  const saved = scope.tickets.saveAll(ended.map(({ after }) => after));
  for (const { before, after } of ended) scope.audit.record(ticketChanged(verbOf(after), before, after));
  const afterwards = ended.map(({ after }) => after);
  const completed = ticketsCompleted(scope, afterwards.filter(({ status }) => status === 'COMPLETED'), now);
  await Promise.all([saved, completed]);
  for (const ticket of afterwards.filter(({ status }) => status === 'FAILED')) await ticketGivenUp(scope, ticket);
  const [next] = afterwards.filter(({ status }) => status === 'PENDING').sort((a, b) => a.availableAt.getTime() - b.availableAt.getTime());
  if (next) scope.outbox.publish(workOffered(next, next.availableAt));
}

const verbOf = ({ status }: Ticket) => (status === 'COMPLETED' ? 'completed' : status === 'FAILED' ? 'failed' : 'attempt_failed');
