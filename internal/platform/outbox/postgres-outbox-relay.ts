import type { Pool, PoolClient } from 'pg';
import type { Clock, DomainEvent } from '#internal/kernel';
import { OUTBOX_CHANNEL } from '#internal/platform/transactions';
import { AppError } from '#pkg/apperror';
import { type BackoffOptions, backoffMs, outageBackoffMs } from '#pkg/backoff';
import { canFlushLog, createPool, FLUSH_LOG, NotificationListener } from '#pkg/database';
import { type Claim, claimDue, type ClaimOptions } from './claim.ts';
import type { RelayObserver, Subscriptions } from './event-handler.ts';
import { OutboxLedger } from './outbox-ledger.ts';
import { type Outcome, settle } from './settle.ts';
import { WakeUp } from './wake-up.ts';

export interface OutboxRelayOptions {
  /** Connection string of the role `orx_relay`; the relay opens and closes its own few connections. */
  readonly url: string;
  readonly subscriptions: Subscriptions;
  readonly clock: Clock;
  readonly observer?: RelayObserver;
  /** Takes the bell that this process rings when it has published events. */
  readonly hearNearby?: (ring: () => void) => void;
  /** Wraps the delivery of one event, for example in a span that continues the event's trace. */
  readonly around?: (event: DomainEvent, deliver: () => Promise<void>) => Promise<void>;
  /** Batches under way at once. A slow handler delays its own batch only. */
  readonly lanes?: number;
  /** Lanes for urgent events only, beside the others. */
  readonly urgentLanes?: number;
  /** Aggregates served at once in each lane. With `lanes` this bounds the connections that handlers need. */
  readonly concurrency?: number;
  readonly batch?: number;
  /** How long a lane without work or signal waits before it looks again. */
  readonly pollMs?: number;
  /** A handler that takes longer counts as failed. */
  readonly handlerTimeoutMs?: number;
  /** After so many tries an event is dead: kept, shown, replayed by hand. Tries that ended with `unavailable` do not count: no outage is too long. */
  readonly maxAttempts?: number;
  /** Between tries that count. */
  readonly backoff?: BackoffOptions;
  /** Between tries that end with `unavailable`; the longest is what is lost after an outage. */
  readonly outageBackoff?: BackoffOptions;
  /** Delivered events are removed after this long. */
  readonly retentionMs?: number;
  readonly random?: () => number;
}

const DEFAULTS = {
  lanes: 2,
  urgentLanes: 1,
  concurrency: 4,
  batch: 64,
  pollMs: 1_000,
  handlerTimeoutMs: 30_000,
  maxAttempts: 40,
  backoff: { baseMs: 200, maxMs: 5 * 60_000 },
  outageBackoff: { baseMs: 200, maxMs: 10_000 },
  retentionMs: 24 * 60 * 60_000,
  random: Math.random,
  observer: {},
  hearNearby: () => undefined,
  around: (_event: DomainEvent, deliver: () => Promise<void>) => deliver(),
} satisfies Partial<OutboxRelayOptions>;

type Kind = ClaimOptions['kind'];

const NO_TENANT = '00000000-0000-0000-0000-000000000000';
const TROUBLE_PAUSE_MS = 500;
const PRUNE_EVERY_MS = 10 * 60_000;

/**
 * Delivers committed events to their subscribers: at least once, in order per aggregate, tenants in turn. A claim is a row lock of an open
 * transaction, so any number of relays may run and a killed one loses its claims with its connection, at once.
 */
export class PostgresOutboxRelay {
  readonly ledger: OutboxLedger;
  readonly #options: Required<OutboxRelayOptions>;
  readonly #pool: Pool;
  readonly #bells = { urgent: new WakeUp(), usual: new WakeUp() };
  readonly #listener: NotificationListener;
  #lanes: readonly Promise<void>[] = [];
  #pruning: NodeJS.Timeout | undefined;
  readonly #lastTenant = { urgent: NO_TENANT, usual: NO_TENANT };
  #running = false;

  constructor(options: OutboxRelayOptions) {
    this.#options = { ...DEFAULTS, ...options };
    this.#pool = createPool({ url: options.url, max: this.#options.lanes + this.#options.urgentLanes + 1, applicationName: 'orchestrix-outbox-relay', acquireTimeoutMs: 5_000 });
    const ring = () => { this.#ring(); };
    this.#listener = new NotificationListener({ url: options.url, channel: OUTBOX_CHANNEL, applicationName: 'orchestrix-outbox-listener', onNotification: ring, onConnected: ring });
    this.ledger = new OutboxLedger(this.#pool);
  }

  async start(): Promise<void> {
    this.#running = true;
    await this.#listener.start();
    this.#options.hearNearby(() => { this.#ring(); });
    this.#lanes = [
      ...Array.from({ length: this.#options.urgentLanes }, () => this.#lane('urgent')),
      ...Array.from({ length: this.#options.lanes }, () => this.#lane('usual')),
    ];
    this.#pruning = setInterval(() => void this.#prune(), PRUNE_EVERY_MS);
  }

  /** Takes nothing new, lets the handlers that run finish, marks what they delivered and closes the connections. */
  async stop(): Promise<void> {
    this.#running = false;
    clearInterval(this.#pruning);
    for (const bell of Object.values(this.#bells)) bell.ringForGood();
    await this.#listener.stop();
    await Promise.all(this.#lanes);
    await this.#pool.end();
  }

  /** Nobody knows what kind of events there are: one lane of each looks. */
  #ring(): void {
    for (const bell of Object.values(this.#bells)) bell.ring();
  }

  async #lane(kind: Kind): Promise<void> {
    const bell = this.#bells[kind];
    while (this.#running) {
      try {
        const found = await this.#serveBatch(kind);
        if (found > 0) bell.ring(); // more may wait: another lane looks, too
        else if (this.#isRunning()) await bell.wait(await this.#untilNextDue());
      } catch (error) {
        this.#options.observer.troubled?.(error);
        if (this.#isRunning()) await bell.wait(TROUBLE_PAUSE_MS);
      }
    }
  }

  // A method, because the compiler takes a field to be what the loop's condition said.
  #isRunning(): boolean {
    return this.#running;
  }

  /** Claims, delivers and settles one batch in one transaction; answers how many aggregates it found. */
  async #serveBatch(kind: Kind): Promise<number> {
    const client = await this.#pool.connect();
    let broken = true;
    try {
      const chains = await this.#claim(client, kind);
      const outcomes = await this.#deliverAll(chains);
      await settle(client, outcomes, this.#options.clock.now());
      broken = false;
      this.#report(outcomes);
      return chains.length;
    } finally {
      client.release(broken);
    }
  }

  async #claim(client: PoolClient, kind: Kind): Promise<readonly (readonly Claim[])[]> {
    const { batch, clock } = this.#options;
    const begun = client.query('BEGIN');
    const claimed = claimDue(client, { batch, afterTenant: this.#lastTenant[kind], kind }, clock.now());
    const [, chains] = await Promise.all([begun, claimed]);
    // Writers may let others see a commit that the disk does not have yet; nobody is told of an event that a crash could take back.
    if (chains.length > 0 && (await canFlushLog(this.#pool, client))) await client.query(FLUSH_LOG);
    this.#lastTenant[kind] = chains.at(-1)?.[0]?.event.tenantId ?? this.#lastTenant[kind];
    return chains;
  }

  /** Aggregates side by side, the events of one after another. */
  async #deliverAll(chains: readonly (readonly Claim[])[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    const waiting = chains.values();
    const worker = async () => {
      for (const chain of waiting) {
        for (const claim of chain) {
          if (!this.#isRunning()) return;
          const outcome = await this.#deliver(claim);
          outcomes.push(outcome);
          if (!outcome.delivered && outcome.retryAt) break; // the rest of the aggregate waits for it
        }
      }
    };
    await Promise.all(Array.from({ length: this.#options.concurrency }, worker));
    return outcomes;
  }

  async #deliver(claim: Claim): Promise<Outcome> {
    const { subscriptions, around, handlerTimeoutMs } = this.#options;
    const { event } = claim;
    try {
      const handlers = Object.hasOwn(subscriptions, event.type) ? (subscriptions[event.type] ?? []) : [];
      await within(handlerTimeoutMs, around(event, async () => { for (const handle of handlers) await handle(event); }));
      return { claim, delivered: true };
    } catch (error) {
      return this.#failed(claim, error);
    }
  }

  #failed(claim: Claim, error: unknown): Outcome {
    const { maxAttempts, backoff, outageBackoff, random, clock, observer } = this.#options;
    const now = clock.now().getTime();
    const counts = !(error instanceof AppError && error.code === 'unavailable');
    const count = claim.attempts + (counts ? 1 : 0);
    const dead = counts && count >= maxAttempts;
    observer.failed?.(claim.event, error, { count, dead });
    const pause = counts ? backoffMs(count, backoff, random()) : outageBackoffMs(now - claim.dueAt.getTime(), outageBackoff, random());
    return { claim, delivered: false, counts, error: describe(error), retryAt: dead ? undefined : new Date(now + pause) };
  }

  #report(outcomes: readonly Outcome[]): void {
    const now = this.#options.clock.now().getTime();
    for (const { claim, delivered } of outcomes) if (delivered) this.#options.observer.delivered?.(claim.event, now - claim.dueAt.getTime());
  }

  async #untilNextDue(): Promise<number> {
    const now = this.#options.clock.now();
    const { rows } = await this.#pool.query<{ attempt_at: Date }>({
      name: 'outbox_next',
      text: 'SELECT attempt_at FROM platform.outbox WHERE delivered_at IS NULL AND dead_at IS NULL AND attempt_at > $1 ORDER BY attempt_at LIMIT 1',
      values: [now],
    });
    const next = rows[0]?.attempt_at.getTime() ?? Number.POSITIVE_INFINITY;
    return Math.min(this.#options.pollMs, Math.max(1, next - now.getTime()));
  }

  async #prune(): Promise<void> {
    const now = this.#options.clock.now();
    const before = new Date(now.getTime() - this.#options.retentionMs);
    await this.ledger.prune({ before, now }).catch((error: unknown) => this.#options.observer.troubled?.(error));
  }
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => { timer = setTimeout(() => { reject(new Error(`no answer within ${ms} ms`)); }, ms); });
  try {
    await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

const LONGEST_ERROR = 1_000;

const describe = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).replaceAll('\0', '').slice(0, LONGEST_ERROR);
