import { conflict, invalid } from '#pkg/apperror';
import { ceilingMs } from '#pkg/backoff';
import { later, type Json } from '#internal/kernel';
import type { Ticket } from './ticket.ts';
import { complete, fail, released } from './ticket-lifecycle.ts';
import { rankOf } from './ticket-sla.ts';

/** What an agent asks for when it leases. */
export interface LeaseTerms {
  readonly agentId: string;
  /** Everything the agent can do; it is given tickets that ask for nothing else. */
  readonly capabilities: readonly string[];
  /** Most tickets at once. */
  readonly max: number;
  readonly leaseMs: number;
}

export const DEFAULT_LEASE_MS = 60_000;
export const MAX_LEASE_MS = 3_600_000;

/** A ticket is held by an agent from now on. One attempt is counted, and the fencing token grows: what an earlier holder says counts no more. */
export function leaseTo(ticket: Ticket, { agentId, leaseMs }: Pick<LeaseTerms, 'agentId' | 'leaseMs'>, now: Date): Ticket {
  const { progress: _, ...rest } = released(ticket);
  const startedAt = later(now, ticket.createdAt);
  return { ...rest, status: 'RUNNING', attempts: ticket.attempts + 1, startedAt, agentId, leaseToken: ticket.leaseToken + 1, leaseExpiresAt: leaseEnd({ ...ticket, startedAt }, leaseMs, now) };
}

/** No lease outlives the time that one attempt may take. */
function leaseEnd({ startedAt, timeoutMs }: Ticket, leaseMs: number, now: Date): Date {
  const end = now.getTime() + leaseMs;
  return new Date(timeoutMs === undefined || startedAt === undefined ? end : Math.min(end, startedAt.getTime() + timeoutMs));
}

/**
 * Throws `conflict` unless the token is the one of the lease that goes on. A lease whose time is up, but that nobody has taken back yet, still counts: nobody else
 * has the ticket.
 */
export function requireLease(ticket: Ticket, token: number): void {
  if (ticket.leaseToken !== token) throw conflict(`the lease of ticket ${ticket.id} was lost: its token is ${ticket.leaseToken} by now`);
  if (ticket.status !== 'RUNNING' || ticket.leaseExpiresAt === undefined) throw conflict(`ticket ${ticket.id} is not leased: it is ${ticket.status}`);
}

/** The holder lives. Throws `conflict` without the lease, and when the attempt has used up its time. */
export function renewLease(ticket: Ticket, { token, leaseMs, progress }: { readonly token: number; readonly leaseMs: number; readonly progress?: Json }, now: Date): Ticket {
  requireLease(ticket, token);
  const leaseExpiresAt = leaseEnd(ticket, leaseMs, now);
  if (leaseExpiresAt <= now) throw conflict(`the attempt has used up the ${ticket.timeoutMs} ms that it may take`);
  return { ...ticket, leaseExpiresAt, ...(progress !== undefined && { progress }) };
}

/** The holder has done it. Saying so again with the same token changes nothing. */
export function completeLease(ticket: Ticket, token: number, output: Json, now: Date): Ticket {
  if (ticket.status === 'COMPLETED' && ticket.leaseToken === token) return ticket;
  requireLease(ticket, token);
  return complete(ticket, output, now);
}

export interface LeaseFailure {
  readonly error: Json;
  /** Whether another attempt could help. */
  readonly retryable: boolean;
}

/** The holder could not do it. Another attempt follows after a pause while there are attempts left. Saying so again with the same token changes nothing. */
export function failLease(ticket: Ticket, token: number, { error, retryable }: LeaseFailure, now: Date): Ticket {
  if (ticket.leaseToken === token && ticket.leaseExpiresAt === undefined && (ticket.status === 'FAILED' || ticket.status === 'PENDING')) return ticket;
  requireLease(ticket, token);
  return returned(ticket, { error, final: !retryable }, now, pauseMs(ticket.attempts));
}

/** The holder was not heard of in time. Its token counts no more; the ticket goes to somebody else, or is FAILED when this was its last attempt. */
export function expireLease(ticket: Ticket, now: Date): Ticket {
  const error = { title: 'lease expired', detail: `agent ${ticket.agentId} was not heard of in time`, attempt: ticket.attempts };
  return { ...returned(ticket, { error, final: false }, now, 0), leaseToken: ticket.leaseToken + 1 };
}

/** Somebody takes the ticket from its holder, who need not be told: what he says counts no more. */
export function takeBack(ticket: Ticket, now: Date): Ticket {
  if (ticket.status !== 'RUNNING') throw conflict(`ticket ${ticket.id} is ${ticket.status}`);
  if (ticket.delivery !== 'lease') throw conflict(`ticket ${ticket.id} is run by its execution`);
  return { ...released(ticket), status: 'PENDING', leaseToken: ticket.leaseToken + 1, availableAt: later(now, ticket.createdAt) };
}

function returned(ticket: Ticket, { error, final }: { readonly error: Json; readonly final: boolean }, now: Date, pause: number): Ticket {
  const failed = fail(ticket, { error, final: final || ticket.attempts >= ticket.attemptLimit }, now);
  if (failed.status === 'FAILED') return failed;
  const availableAt = new Date(now.getTime() + pause);
  // Its place in the queue stays the one of its first offer: who has waited is not sent to the end.
  return { ...failed, availableAt, rankAt: new Date(Math.min(ticket.rankAt.getTime(), rankOf(availableAt, ticket).getTime())) };
}

/** Between a failed attempt and the next: 1 s, doubled each time, at most a minute. Agents see it in the documentation, so there is no chance in it. */
export const pauseMs = (attempts: number): number => ceilingMs(attempts, { baseMs: 1_000, maxMs: 60_000 });

const SEPARATOR = '\u001f';

/** One text for a set of capabilities, equal for equal sets. Throws `invalid` for a name that holds the separator. */
export function capabilityKey(sorted: readonly string[]): string {
  if (sorted.some((name) => name.includes(SEPARATOR))) throw invalid('required_capabilities', 'hold a control character');
  return sorted.join(SEPARATOR);
}
