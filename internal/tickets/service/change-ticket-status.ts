import { AppError } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import { retry } from '../domain/ticket-lifecycle.ts';
import { changeStatus, type StatusChange } from '../domain/ticket-status-change.ts';
import type { Ticket, TicketId } from '../domain/ticket.ts';
import { ticketChanged, type TicketVerb, workOffered } from '../domain/ticket-trail.ts';
import type { TicketScope } from './compensated-ticket.ts';
import { ticketCompleted, ticketGivenUp } from './ended-ticket.ts';
import type { ChangingDeps } from './tickets-deps.ts';

/** `version` is the one that the caller has read; `undefined` changes whatever is there. Throws `conflict` for a change that is not legal, `precondition_failed` for another version. */
export type ChangeTicketStatus = (actor: Actor, id: TicketId, change: StatusChange, version?: number) => Promise<Ticket>;
/** Offers a FAILED ticket once more. Throws `conflict` for any other. */
export type RetryTicket = (actor: Actor, id: TicketId, reason: string | undefined) => Promise<Ticket>;

/** A person decides about a ticket. */
export function changeTicketStatus(deps: ChangingDeps): ChangeTicketStatus {
  return (actor, id, change, version) =>
    changing(deps, actor, { id, verb: 'status_changed', reason: change.reason }, (before, now) => {
      if (version !== undefined && version !== before.version) throw new AppError('precondition_failed', `the ticket is at version ${before.version} by now`);
      return changeStatus(before, change, now);
    });
}

export function retryTicket(deps: ChangingDeps): RetryTicket {
  return (actor, id, reason) => changing(deps, actor, { id, verb: 'retried', reason }, retry);
}

interface Deciding {
  readonly id: TicketId;
  readonly verb: TicketVerb;
  readonly reason: string | undefined;
}

const changing = ({ work, clock }: ChangingDeps, actor: Actor, { id, verb, reason }: Deciding, change: (before: Ticket, now: Date) => Ticket): Promise<Ticket> =>
  work.run(actor, async (scope) => {
    const now = clock.now();
    const before = await scope.tickets.lock(id);
    const after = change(before, now);
    await scope.tickets.save(after);
    scope.audit.record(ticketChanged(verb, before, after, reason));
    await follow(scope, after, now);
    return { ...after, version: after.version + 1 };
  });

async function follow(scope: TicketScope, after: Ticket, now: Date): Promise<void> {
  if (after.status === 'COMPLETED') await ticketCompleted(scope, after, now);
  if (after.status === 'FAILED' || after.status === 'CANCELLED') await ticketGivenUp(scope, after);
  if (after.status === 'PENDING') scope.outbox.publish(workOffered(after, after.availableAt));
}
