import type { Actor, TenantId } from '#internal/kernel';
import type { WriteBatch } from '#pkg/remote-write';
import type { MetricLimits } from '../domain/metric-limits.ts';
import type { WriteOutcome } from '../ports/metric-store.ts';
import { catchUp, FlushedMeanwhile, loadHead, type Reading } from './head-loader.ts';
import { flushTenant } from './flush-tenant.ts';
import type { TenantHead } from './tenant-head.ts';
import { type HeadSettings, metricsOf, type TenantDeps } from './tenant-deps.ts';
import { writeGroup, type WriteRequest } from './write-group.ts';

/** Samples that go into one transaction. */
const SAMPLES_PER_GROUP = 200_000;

interface Waiting extends WriteRequest {
  readonly resolve: (outcome: WriteOutcome) => void;
  readonly reject: (error: unknown) => void;
}

const isDue = ({ pending: { rows, bytes, since } }: TenantHead, { flushAfterRows, flushAfterBytes, flushAfterMs }: HeadSettings): boolean =>
  rows >= flushAfterRows || bytes >= flushAfterBytes || performance.now() - since >= flushAfterMs;

/**
 * One tenant whose newest samples this process holds. Writes take turns: what arrives while a transaction commits becomes the next one. When a commit fails
 * the head is loaded again, because nobody knows whether the database has it.
 */
export class OpenTenant {
  /** Uses that are going on, and when the last one was over. */
  private uses = 0;
  private lastUse = performance.now();
  private head: Promise<TenantHead> | undefined;
  private loaded: TenantHead | undefined;
  private readonly waiting: Waiting[] = [];
  private writing = false;
  private turn: Promise<unknown> = Promise.resolve();
  private lookBegan = -Infinity;
  private look: Promise<void> = Promise.resolve();
  /** When the last look began that is over and did not fail. */
  private seen = -Infinity;

  constructor(private readonly deps: TenantDeps, readonly tenantId: TenantId) {}

  /** Milliseconds since it was last used; 0 while it is. */
  get idleMs(): number {
    return this.uses > 0 || this.writing ? 0 : performance.now() - this.lastUse;
  }

  write(actor: Actor, batch: WriteBatch, limits: MetricLimits): Promise<WriteOutcome> {
    return this.used(() => new Promise((resolve, reject) => {
      this.waiting.push({ actor, batch, limits, resolve, reject });
      if (!this.writing) void this.writeAll();
    }));
  }

  /** Works on a head that knows what every process was told to be written some moments ago. The head is valid until `work` waits for something. */
  async read<R>(actor: Actor, work: (head: TenantHead) => R | Promise<R>, lagMs?: number): Promise<R> {
    const { freshForQueriesMs, lookAgainMs } = this.deps.settings;
    return this.used(async () => {
      // Mostly a query begins the look that the next one needs, and waits for none.
      const look = this.catchUp(actor, lagMs ?? Math.min(lookAgainMs, freshForQueriesMs));
      if (performance.now() - this.seen >= (lagMs ?? freshForQueriesMs)) await look;
      while (!this.loaded) await this.open(actor);
      return work(this.loaded);
    });
  }

  /**
   * What has to be done every minute: looks what others wrote, puts samples into chunks when it is time, and lets go of old ones. `last`: the head will be
   * closed, so nothing is left in the write-ahead log. Answers how many chunks were stored.
   */
  async maintain(actor: Actor, { last }: { readonly last: boolean }): Promise<number> {
    if (!this.loaded) return 0;
    this.lookBegan = -Infinity;
    await this.catchUp(actor, 0);
    const { settings, clock } = this.deps;
    const stored = this.loaded?.isPending && (last || isDue(this.loaded, settings)) ? await flushTenant(this.deps, actor) : 0;
    if (stored > 0) {
      this.lookBegan = -Infinity;
      await this.catchUp(actor, 0);
    }
    await this.inTurn(async () => {
      this.loaded?.prune(clock.now().getTime() - settings.spanMs);
      this.loaded?.mark();
    });
    return stored;
  }

  /** Forgets the head, unless somebody uses it. */
  close(): boolean {
    const isFree = this.uses === 0 && !this.writing;
    if (isFree) this.forget();
    return isFree;
  }

  private async used<R>(work: () => Promise<R>): Promise<R> {
    this.uses += 1;
    try {
      return await work();
    } finally {
      this.uses -= 1;
      this.lastUse = performance.now();
    }
  }

  /** One after the other: transactions that write, and what may not happen while one commits. */
  private inTurn<R>(work: () => Promise<R>): Promise<R> {
    const run = this.turn.then(work);
    this.turn = run.catch(() => undefined);
    return run;
  }

  private async writeAll(): Promise<void> {
    this.writing = true;
    for (let [first] = this.waiting; first; [first] = this.waiting) {
      // A write that cannot look fails by itself.
      if (this.loaded) await this.catchUp(first.actor, this.deps.settings.freshForWritesMs).catch(() => undefined);
      await this.inTurn(() => this.writeNext());
    }
    this.writing = false;
  }

  private async writeNext(): Promise<void> {
    const [first] = this.waiting;
    if (!first) return;
    let group: Waiting[] | undefined;
    let head: TenantHead | undefined;
    try {
      while (!this.loaded) await this.open(first.actor);
      head = this.loaded;
      const writer = await this.deps.writer(first.actor);
      group = this.nextGroup();
      const { transactions, extras, clock } = this.deps;
      const outcomes = await writeGroup(group, {
        tenantId: this.tenantId, head, writer, extras, nowMs: clock.now().getTime(), run: (work) => transactions.run(first.actor, ({ trx, atCommit }) => work(metricsOf(trx), atCommit)),
      });
      group.forEach(({ resolve }, at) => { resolve(outcomes[at] as WriteOutcome); });
    } catch (error) {
      if (head && this.loaded === head) this.forget();
      for (const { reject } of group ?? this.nextGroup()) reject(error);
    }
  }

  /** As many of those that wait as one transaction takes. */
  private nextGroup(): Waiting[] {
    let [count, samples] = [0, 0];
    while (count < this.waiting.length && (count === 0 || samples < SAMPLES_PER_GROUP)) samples += this.waiting[count++]?.batch.timestamps.length ?? 0;
    return this.waiting.splice(0, count);
  }

  private reading(actor: Actor): Reading {
    return (work) => this.deps.transactions.read(actor, ({ trx }) => work(metricsOf(trx)));
  }

  private open(actor: Actor): Promise<TenantHead> {
    if (!this.head) {
      this.head = this.load(actor);
      this.head.then((head) => { this.loaded = head; }, () => { this.head = undefined; });
    }
    return this.head;
  }

  private async load(actor: Actor, tries = 3): Promise<TenantHead> {
    const { memory, archive, clock, settings } = this.deps;
    try {
      return await loadHead(this.reading(actor), this.tenantId, { memory, archive, floorMs: clock.now().getTime() - settings.spanMs });
    } catch (error) {
      if (tries > 1 && error instanceof FlushedMeanwhile) return this.load(actor, tries - 1);
      throw error;
    }
  }

  private forget(): void {
    this.loaded?.dispose();
    this.loaded = undefined;
    this.head = undefined;
  }

  /** Takes in what other processes wrote, unless somebody began to do so less than `freshMs` ago. */
  private catchUp(actor: Actor, freshMs: number): Promise<void> {
    if (performance.now() - this.lookBegan < freshMs && this.loaded) return this.look;
    const began = (this.lookBegan = performance.now());
    this.look = this.lookNow(actor);
    this.look.then(() => { this.seen = began; }, () => { this.lookBegan = -Infinity; });
    return this.look;
  }

  private async lookNow(actor: Actor): Promise<void> {
    const head = this.loaded;
    if (!head) {
      await this.open(actor);
      return;
    }
    const writer = await this.deps.writer(actor);
    const isWhole = await catchUp(this.reading(actor), this.tenantId, head, writer);
    if (isWhole || this.loaded !== head) return;
    // Not while something commits, which is in no row yet.
    const reload = async (): Promise<void> => {
      if (this.loaded === head) this.forget();
      await this.open(actor);
    };
    await this.inTurn(reload);
  }
}
