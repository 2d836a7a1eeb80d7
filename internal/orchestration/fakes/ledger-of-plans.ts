import type { Actor, Clock, Json } from '#internal/kernel';
import type { PlanTicket, PlanTicketDraft, PlanTicketOffer, PlanTickets } from '../ports/plan-tickets.ts';

type Stored = PlanTicketDraft & { ticket: PlanTicket; offered: boolean };

/** Tickets in a map, with the agents that work on them: what `tickets` promises to plans, in memory. */
export class LedgerOfPlans implements PlanTickets {
  readonly #byId = new Map<string, Stored>();
  /** In the order in which tickets were offered. */
  readonly offers: (PlanTicketOffer & { readonly taskId: string })[] = [];

  constructor(private readonly clock: Clock) {}

  async open(_: Actor, drafts: readonly PlanTicketDraft[]): Promise<readonly string[]> {
    return drafts.map((draft) => {
      const known = [...this.#byId.values()].find(({ idempotencyKey }) => idempotencyKey === draft.idempotencyKey);
      if (known) return known.ticket.id;
      const id = `ticket-${this.#byId.size + 1}`;
      this.#byId.set(id, { ...draft, ticket: { id, status: 'open' }, offered: false });
      return id;
    });
  }

  async offer(_: Actor, offers: readonly PlanTicketOffer[]): Promise<void> {
    for (const terms of offers) {
      const stored = this.#of(terms.ticketId);
      if (!stored.offered) this.offers.push({ ...terms, taskId: stored.taskId });
      stored.offered = true;
    }
  }

  async cancel(_: Actor, ticketIds: readonly string[]): Promise<void> {
    for (const id of ticketIds) {
      const stored = this.#of(id);
      if (stored.ticket.status === 'open' || stored.ticket.status === 'running') stored.ticket = { ...stored.ticket, status: 'cancelled', completedAt: this.clock.now() };
    }
  }

  async settle(_: Actor, ticketId: string, { status }: { readonly status: 'success' | 'failure' }): Promise<void> {
    const stored = this.#of(ticketId);
    stored.ticket = { ...stored.ticket, status: status === 'success' ? 'completed' : 'failed', startedAt: this.clock.now(), completedAt: this.clock.now() };
  }

  async find(_: Actor, ticketIds: readonly string[]): Promise<readonly PlanTicket[]> {
    return ticketIds.flatMap((id) => this.#byId.get(id)?.ticket ?? []);
  }

  /** Drafts of all tickets, in the order in which they were opened. */
  get drafts(): readonly PlanTicketDraft[] {
    return [...this.#byId.values()];
  }

  /** Task ids of tickets that agents may lease now. */
  get leasable(): readonly string[] {
    return [...this.#byId.values()].filter(({ offered, ticket }) => offered && ticket.status === 'open').map(({ taskId }) => taskId);
  }

  /** An agent begins; answers the ticket's id. */
  lease(taskId: string, agentId = 'agent-1'): string {
    const stored = this.#offered(taskId);
    stored.ticket = { ...stored.ticket, status: 'running', agentId, startedAt: this.clock.now() };
    return stored.ticket.id;
  }

  /** An agent begins and ends; answers the ticket's id. */
  finish(taskId: string, status: 'completed' | 'failed' = 'completed', error: Json = { message: 'no' }): string {
    const stored = this.#offered(taskId);
    if (stored.ticket.status === 'open') this.lease(taskId);
    stored.ticket = { ...stored.ticket, status, completedAt: this.clock.now(), ...(status === 'failed' && { error }) };
    return stored.ticket.id;
  }

  #offered(taskId: string): Stored {
    const stored = [...this.#byId.values()].findLast((each) => each.taskId === taskId);
    if (!stored?.offered) throw new Error(`the ticket of ${taskId} is not offered`);
    return stored;
  }

  #of(id: string): Stored {
    const stored = this.#byId.get(id);
    if (!stored) throw new Error(`no ticket ${id}`);
    return stored;
  }
}
