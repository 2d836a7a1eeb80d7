import { randomUUID } from 'node:crypto';
import { bulkhead, type BulkheadPolicy } from 'cockatiel';
import { Membership } from './registry-membership.ts';
import { OrchestrixApi } from './orchestrix-api.ts';
import { type Lease, type Ticket, TicketAborted, type TicketHandler } from './leased-ticket.ts';
import { TicketReports } from './ticket-reports.ts';
import { runTicket } from './ticket-run.ts';

export interface AgentOptions {
  /** Of the API: `https://orchestrix.example`. */
  readonly url: string;
  /** With the scopes `tickets:work` and `agents:write`. */
  readonly apiKey: string;
  readonly name: string;
  /** The same after a restart, different for processes that run at the same time; a random one by default, which forgets what the agent is good at. */
  readonly id?: string;
  readonly version?: string;
  /** What it can do besides the names of its handlers: tools, places, rights. */
  readonly capabilities?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  /** Tickets at once; 1 by default. */
  readonly slots?: number;
  /**
   * Tickets that it leases ahead, beyond its slots, so that the next is at hand when one ends; 0 by default. For many short tickets: a ticket that waits here is with no
   * other agent, and its time runs.
   */
  readonly prefetch?: number;
  /** How long a ticket stays with this agent without a sign of life, in seconds; 30 by default. A ticket of an agent that was killed moves on after that. */
  readonly leaseSeconds?: number;
  /** How long running tickets may take to finish once the agent drains, in milliseconds; 60,000 by default. Then they are aborted and handed back. */
  readonly drainTimeoutMs?: number;
  /** Drain on SIGTERM and SIGINT; true by default. */
  readonly handleSignals?: boolean;
  /** Hears of what is repeated and of what is lost; silent by default. */
  readonly logger?: { readonly info: (message: string) => void; readonly warn: (message: string) => void };
}

const SILENT = { info: () => undefined, warn: () => undefined };
const WAIT_SECONDS = 20;
const LEAVE_WITHIN_MS = 5000;
const MOST_LEASED_AT_ONCE = 100;

/**
 * Runs tickets of Orchestrix: registers, leases what it can do, renews while handlers work, completes or fails, and drains when it is told to (SIGTERM, or by
 * the server): it leases no more, finishes what runs, and leaves.
 */
export class Agent {
  readonly id: string;
  /** Resolves when the agent has left. */
  readonly stopped: Promise<void>;
  private readonly options: Required<Omit<AgentOptions, 'id'>>;
  private readonly api: OrchestrixApi;
  private readonly reports: TicketReports;
  private readonly slots: BulkheadPolicy;
  private readonly handlers = new Map<string, TicketHandler>();
  private readonly running = new Set<Promise<void>>();
  /** Aborted when no more is leased. */
  private readonly draining = new AbortController();
  private readonly drains = new Promise<void>((resolve) => this.draining.signal.addEventListener('abort', () => resolve(), { once: true }));
  /** Aborted when what runs must stop. */
  private readonly stopping = new AbortController();
  private readonly finish: () => void;
  private replaced = false;
  private membership: Membership | undefined;

  constructor({ id, ...options }: AgentOptions) {
    this.id = id ?? randomUUID();
    this.options = { version: '0.0.0', capabilities: [], labels: {}, slots: 1, prefetch: 0, leaseSeconds: 30, drainTimeoutMs: 60_000, handleSignals: true, logger: SILENT, ...options };
    this.api = new OrchestrixApi(options, (error) => this.options.logger.warn(`trying again: ${error instanceof Error ? error.message : 'no answer'}`));
    this.reports = new TicketReports(this.api);
    this.slots = bulkhead(this.options.slots, Number.MAX_SAFE_INTEGER);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.stopped = promise;
    this.finish = resolve;
  }

  /** Handles tickets that require this capability; `*` handles those that no other handler takes. */
  on(capability: string, handler: TicketHandler): this {
    this.handlers.set(capability, handler);
    return this;
  }

  /** Resolves when the agent is registered and works. Throws an `ApiError` when it is refused; an outage is waited for. */
  async start(): Promise<this> {
    const { name, version, labels, slots, handleSignals, logger } = this.options;
    const registration = { agent_id: this.id, name, version, labels, slots, capabilities: this.capabilities() };
    this.membership = new Membership({
      api: this.api,
      registration,
      inFlight: () => Math.min(this.running.size, slots),
      queued: () => Math.max(0, this.running.size - slots),
      isDraining: () => this.draining.signal.aborted,
      onDrain: () => void this.stop(),
      onReplaced: () => {
        logger.warn('another process registered under the id of this agent');
        this.replaced = true;
        void this.stop();
      },
    });
    try {
      await this.membership.join(this.draining.signal);
    } catch (error) {
      this.finish();
      throw error;
    }
    if (handleSignals) for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, this.onSignal);
    logger.info(`agent ${this.id} works on ${registration.capabilities.join(', ')}`);
    void this.work().then(() => this.leave());
    return this;
  }

  /** Drains: leases no more, lets what runs finish within `drainTimeoutMs`, and leaves. Resolves when that is done; calling it again changes nothing. */
  stop(): Promise<void> {
    if (!this.draining.signal.aborted) {
      this.options.logger.info(`agent ${this.id} drains`);
      this.draining.abort();
    }
    return this.membership ? this.stopped : Promise.resolve();
  }

  private readonly onSignal = (): void => void this.stop();

  private capabilities(): string[] {
    return [...new Set([...this.options.capabilities, ...this.handlers.keys()])].filter((capability) => capability !== '*');
  }

  /** Leases as many tickets as there is room for, again and again; what is leased ahead is filled up when half of it is used. */
  private async work(): Promise<void> {
    const { slots, prefetch, leaseSeconds, logger } = this.options;
    const { signal } = this.draining;
    while (!signal.aborted) {
      if (this.running.size >= slots + Math.ceil(prefetch / 2)) {
        await Promise.race([...this.running, this.drains]);
        continue;
      }
      const max = Math.min(MOST_LEASED_AT_ONCE, slots + prefetch - this.running.size);
      const want = { agent_id: this.id, capabilities: this.capabilities(), max, wait_seconds: WAIT_SECONDS, lease_seconds: leaseSeconds };
      try {
        for (const { ticket, lease } of await this.api.lease(want, signal)) this.take(ticket, lease);
      } catch (error) {
        if (signal.aborted) return;
        logger.warn(`no lease: ${error instanceof Error ? error.message : String(error)}`);
        void this.stop();
      }
    }
  }

  private take(ticket: Ticket, lease: Lease): void {
    const { leaseSeconds, logger } = this.options;
    const capability = ticket.required_capabilities.find((name) => this.handlers.has(name)) ?? '*';
    const handler = this.handlers.get(capability);
    const run = runTicket({ reports: this.reports, slots: this.slots, ticket, lease, leaseSeconds, handler, stopping: this.stopping.signal })
      .then((end) => logger.info(`ticket ${ticket.id} (${ticket.task_name}) ${end}`))
      .catch((error: unknown) => logger.warn(`ticket ${ticket.id} could not be told about: ${error instanceof Error ? error.message : String(error)}`))
      .finally(() => this.running.delete(run));
    this.running.add(run);
  }

  private async leave(): Promise<void> {
    const { drainTimeoutMs } = this.options;
    const late = setTimeout(() => this.stopping.abort(new TicketAborted('agent_stops')), drainTimeoutMs);
    await Promise.all(this.running);
    clearTimeout(late);
    await this.membership?.leave({ replaced: this.replaced, withinMs: LEAVE_WITHIN_MS });
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.off(signal, this.onSignal);
    this.finish();
  }
}
