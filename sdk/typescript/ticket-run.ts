import { setTimeout as pause } from 'node:timers/promises';
import type { BulkheadPolicy } from 'cockatiel';
import { ApiError } from './orchestrix-api.ts';
import { type JsonValue, type Lease, type Ticket, TicketAborted, TicketFailure, type TicketHandler } from './leased-ticket.ts';
import type { TicketReports } from './ticket-reports.ts';

export interface TicketRunOptions {
  readonly reports: TicketReports;
  /** The places for handlers; a ticket waits for one with its lease renewed. */
  readonly slots: BulkheadPolicy;
  readonly ticket: Ticket;
  readonly lease: Lease;
  /** How long the lease holds without a sign of life. */
  readonly leaseSeconds: number;
  readonly handler: TicketHandler | undefined;
  /** Aborted when the agent cannot wait any longer. */
  readonly stopping: AbortSignal;
}

/** How a ticket ended, as this agent knows. */
export type TicketEnd = 'completed' | 'failed' | 'lost';

/**
 * Works on one leased ticket: renews the lease while the handler runs and until the outcome is told, and tells it. When the lease is lost, or could have been
 * because nobody could be reached, the handler is aborted and nothing is told: somebody else has the ticket.
 */
export async function runTicket({ reports, slots, ticket, lease, leaseSeconds, handler, stopping }: TicketRunOptions): Promise<TicketEnd> {
  const held = { ticket_id: ticket.id, lease_token: lease.token };
  const lost = new AbortController();
  const over = new AbortController();
  let reported: JsonValue | undefined;
  // By our own clock, since clocks differ. Should the answer have been long on its way, the fencing token makes the difference harmless.
  let validUntil = performance.now() + leaseSeconds * 1000;

  async function renew(): Promise<void> {
    while (!over.signal.aborted) {
      await pause((leaseSeconds * 1000) / 3, undefined, { signal: over.signal });
      const askedAt = performance.now();
      const untilLost = AbortSignal.timeout(Math.max(0, Math.floor(validUntil - askedAt)));
      await reports.send({ report: 'alive', ...held, lease_seconds: leaseSeconds, ...(reported !== undefined && { progress: reported }) }, AbortSignal.any([over.signal, untilLost]));
      validUntil = askedAt + leaseSeconds * 1000;
    }
  }
  const renewing = renew().catch(() => {
    if (!over.signal.aborted) lost.abort(new TicketAborted('lease_lost'));
  });

  try {
    const result = await outcomeOf(handler, ticket, { slots, lease, lost: lost.signal, stopping, onProgress: (progress) => void (reported = progress) });
    if (lost.signal.aborted) return 'lost';
    if ('output' in result) {
      await reports.send({ report: 'completed', ...held, output: result.output }, lost.signal);
      return 'completed';
    }
    await reports.send({ report: 'failed', ...held, ...result }, lost.signal);
    return 'failed';
  } catch (error) {
    // 409: the lease is lost, 404: the ticket is gone. Anything else that is not a lost lease is a defect, and the caller hears of it.
    if (lost.signal.aborted || (error instanceof ApiError && (error.status === 409 || error.status === 404))) return 'lost';
    throw error;
  } finally {
    over.abort();
    await renewing;
  }
}

type Outcome = { readonly output: JsonValue } | { readonly error: JsonValue; readonly retryable: boolean };

async function outcomeOf(
  handler: TicketHandler | undefined,
  ticket: Ticket,
  { slots, lease, lost, stopping, onProgress }: { readonly slots: BulkheadPolicy; readonly lease: Lease; readonly lost: AbortSignal; readonly stopping: AbortSignal; readonly onProgress: (progress: JsonValue) => void },
): Promise<Outcome> {
  if (!handler) return { error: { message: `this agent has no handler for ${ticket.required_capabilities.join(', ') || 'tickets that ask for nothing'}` }, retryable: true };
  const timedOut = new AbortController();
  const { timeout_ms: timeoutMs } = ticket.sla;
  const timer = timeoutMs === null ? undefined : setTimeout(() => timedOut.abort(new TicketAborted('timed_out')), timeoutMs);
  const signal = AbortSignal.any([lost, stopping, timedOut.signal]);
  try {
    const output = await slots.execute(() => handler(ticket, { signal, leaseToken: lease.token, progress: onProgress }), signal);
    return { output: output ?? null };
  } catch (error) {
    if (error instanceof TicketFailure) return { error: { message: error.message, details: error.details }, retryable: error.retryable };
    const reason: unknown = signal.aborted ? signal.reason : error;
    return { error: { message: reason instanceof Error ? reason.message : String(reason) }, retryable: true };
  } finally {
    clearTimeout(timer);
  }
}
