import { AsyncLocalStorage } from 'node:async_hooks';
import { type Actor, type Clock, systemActor, type TenantId } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { MetricMetadata, WriteBatch } from '#pkg/remote-write';
import type { SeriesSamples, SeriesSource } from '#pkg/promql';
import { compareUtf8, type Label } from '#pkg/sample-model';
import { HeadMemory } from '#pkg/series-head';
import { compareLabelSets, cutAt } from '../domain/label-sets.ts';
import type { MetricLimits } from '../domain/metric-limits.ts';
import type { Cardinality, Listed, MetricStore, SeriesExemplars, SeriesSelection, WriteOutcome } from '../ports/metric-store.ts';
import { ArchivedLabelCache } from './archived-label-cache.ts';
import type { ChunkArchive } from './chunk-archive.ts';
import { headCardinality } from './head-cardinality.ts';
import { labelList } from './judge-batch.ts';
import type { MetricExtras } from './metric-extras.ts';
import { OpenTenant } from './open-tenant.ts';
import { addArchived, readFromHead } from './read-samples.ts';
import { type HeadSettings, metricsOf, type TenantDeps, writerNumber } from './tenant-deps.ts';
import type { TenantHead } from './tenant-head.ts';

export interface PostgresMetricStoreDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly archive: ChunkArchive;
  readonly extras: MetricExtras;
  readonly settings?: Partial<HeadSettings>;
  /** Told when looking after a head failed; it is tried again. */
  readonly failed?: (error: unknown) => void;
}

const MINUTE_MS = 60_000;
export const HEAD_SETTINGS: HeadSettings = {
  spanMs: 120 * MINUTE_MS, freshForQueriesMs: 800, lookAgainMs: 200, freshForWritesMs: 1_000, flushAfterMs: 30 * MINUTE_MS, flushAfterBytes: 128 * 1024 * 1024, flushAfterRows: 20_000,
};
/** A tenant that nobody wrote to or asked about for so long has no head. */
const IDLE_MS = 15 * MINUTE_MS;
/** How often heads are looked after. */
const MAINTENANCE_MS = MINUTE_MS;
const keeper = (tenantId: TenantId): Actor => systemActor(tenantId, 'metrics', { correlationId: '0'.repeat(32), via: 'metrics' });

/** What is this much older than the newest sample counts as settled, whatever the window for late ones. */
const LEAST_WINDOW_MS = MINUTE_MS;

/**
 * Samples in PostgreSQL: what is new in a head in memory, behind a write-ahead table, what is older in chunks. Several processes may hold the head of a tenant;
 * each tells the others of its samples by the table.
 */
export class PostgresMetricStore implements MetricStore {
  private readonly tenants = new Map<TenantId, OpenTenant>();
  private readonly deps: TenantDeps & { readonly failed: (error: unknown) => void };
  private readonly labels = new ArchivedLabelCache();
  private timer: NodeJS.Timeout | undefined;
  private maintaining: Promise<void> | undefined;
  /** Writes of several callers go into one transaction, so it must not be the one that a caller happens to be in. */
  private readonly outside = AsyncLocalStorage.snapshot();

  constructor({ transactions, clock, archive, extras, settings, failed = () => undefined }: PostgresMetricStoreDeps) {
    const outside: Transactions = {
      run: (actor, work) => this.outside(() => transactions.run(actor, work)),
      read: (actor, work) => this.outside(() => transactions.read(actor, work)),
      runOnce: (actor, request, handler) => transactions.runOnce(actor, request, handler),
    };
    this.deps = { transactions: outside, clock, archive, extras, memory: new HeadMemory(), settings: { ...HEAD_SETTINGS, ...settings }, writer: writerNumber(outside), failed };
  }

  write(actor: Actor, batch: WriteBatch, limits: MetricLimits): Promise<WriteOutcome> {
    return this.tenant(actor).write(actor, batch, limits);
  }

  source(actor: Actor, { maxSeriesPerQuery }: Pick<MetricLimits, 'maxSeriesPerQuery'>, lagMs?: number): SeriesSource {
    return {
      select: async (requests, signal) => {
        const { found, floorMs } = await this.tenant(actor).read(actor, (head) => ({ found: requests.map((request) => readFromHead(head, request, maxSeriesPerQuery)), floorMs: head.floorMs }), lagMs);
        for (const [at, request] of requests.entries()) {
          signal?.throwIfAborted();
          if (request.startMs >= floorMs) continue;
          await addArchived(found[at] ?? new Map<number, SeriesSamples | undefined>(), request, floorMs, { tenantId: actor.tenantId, archive: this.deps.archive, labels: this.labels, reading: this.reading(actor), maxSeries: maxSeriesPerQuery });
        }
        return found.map((series) => [...series.values()].filter((samples): samples is SeriesSamples => samples !== undefined));
      },
    };
  }

  async series(actor: Actor, selection: SeriesSelection): Promise<Listed<readonly Label[]>> {
    const found = new Map<number, readonly Label[]>();
    const floorMs = await this.tenant(actor).read(actor, (head) => {
      for (const ref of refsIn(head, selection)) found.set(head.idOf(ref), labelList(head, ref));
      return head.floorMs;
    });
    if (selection.startMs < floorMs) {
      const archived = await this.reading(actor)((trx) => this.deps.archive.findSeries(trx, actor.tenantId, selection.selectors, cold(selection, floorMs)));
      for (const { id, labels } of archived) found.set(id, labels);
    }
    return cutAt([...found.values()].sort(compareLabelSets), selection.limit);
  }

  labelNames(actor: Actor, selection: SeriesSelection): Promise<Listed<string>> {
    return this.listed(actor, selection, {
      ofHead: (head, refs) => (refs ? refs.flatMap((ref) => head.series.labelsOf(ref).names) : head.series.index.labelNames().values),
      ofArchive: (floorMs) => this.reading(actor)((trx) => this.deps.archive.labelNames(trx, actor.tenantId, selection.selectors, cold(selection, floorMs))),
    });
  }

  labelValues(actor: Actor, label: string, selection: SeriesSelection): Promise<Listed<string>> {
    return this.listed(actor, selection, {
      ofHead: (head, refs) => (refs ? refs.map((ref) => head.series.labelsOf(ref).get(label)).filter((value) => value !== '') : head.series.index.labelValues(label).values),
      ofArchive: (floorMs) => this.reading(actor)((trx) => this.deps.archive.labelValues(trx, actor.tenantId, label, selection.selectors, cold(selection, floorMs))),
    });
  }

  async exemplars(actor: Actor, selection: SeriesSelection): Promise<readonly SeriesExemplars[]> {
    const labels = new Map<number, readonly Label[]>();
    const floorMs = await this.tenant(actor).read(actor, (head) => {
      for (const ref of refsMatching(head, selection)) labels.set(head.idOf(ref), labelList(head, ref));
      return head.floorMs;
    });
    const found = await this.reading(actor)(async (trx) => {
      if (selection.startMs < floorMs) {
        for (const series of await this.deps.archive.findSeries(trx, actor.tenantId, selection.selectors, cold(selection, floorMs))) labels.set(series.id, series.labels);
      }
      return this.deps.extras.exemplars(trx, actor.tenantId, [...labels.keys()], selection);
    });
    return found.map(({ seriesId, exemplars }) => ({ labels: labels.get(seriesId) ?? [], exemplars })).sort((one, other) => compareLabelSets(one.labels, other.labels));
  }

  metadata(actor: Actor, request: { readonly family?: string; readonly limit?: number; readonly limitPerFamily?: number }): Promise<ReadonlyMap<string, readonly MetricMetadata[]>> {
    return this.reading(actor)((trx) => this.deps.extras.metadata(trx, actor.tenantId, request));
  }

  cardinality(actor: Actor, limit: number): Promise<Cardinality> {
    return this.tenant(actor).read(actor, (head) => headCardinality(head, limit));
  }

  settled(actor: Actor, { outOfOrderWindowMs }: Pick<MetricLimits, 'outOfOrderWindowMs'>): Promise<{ readonly settledMs: number; readonly version: number }> {
    return this.tenant(actor).read(actor, (head) => {
      const windowMs = Math.max(outOfOrderWindowMs, LEAST_WINDOW_MS);
      head.watch(windowMs);
      return { settledMs: Math.min(head.newestMs, this.deps.clock.now().getTime()) - windowMs, version: head.version };
    });
  }

  /** Looks after the heads of this process, which it otherwise does by itself every minute. Answers how many chunks were stored. */
  async maintain({ idleMs = IDLE_MS }: { readonly idleMs?: number } = {}): Promise<number> {
    let stored = 0;
    for (const [tenantId, tenant] of this.tenants) {
      const last = tenant.idleMs >= idleMs;
      stored += await tenant.maintain(keeper(tenantId), { last }).catch((error: unknown) => {
        this.deps.failed(error);
        return 0;
      });
      if (last && tenant.idleMs >= idleMs && tenant.close()) this.tenants.delete(tenantId);
    }
    return stored;
  }

  /** Forgets everything in memory; what was acknowledged is stored. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.maintaining;
    for (const tenant of this.tenants.values()) tenant.close();
    this.tenants.clear();
  }

  private tenant({ tenantId }: Actor): OpenTenant {
    let tenant = this.tenants.get(tenantId);
    if (!tenant) this.tenants.set(tenantId, (tenant = new OpenTenant(this.deps, tenantId)));
    this.timer ??= setInterval(() => {
      this.maintaining ??= this.maintain().then(() => { this.maintaining = undefined; });
    }, MAINTENANCE_MS).unref();
    return tenant;
  }

  private reading(actor: Actor) {
    return <R>(work: (trx: ReturnType<typeof metricsOf>) => Promise<R>): Promise<R> => this.deps.transactions.read(actor, ({ trx }) => work(metricsOf(trx)));
  }

  /** Names or values of head and archive. `refs` are undefined when all series of the head are meant. */
  private async listed(
    actor: Actor,
    selection: SeriesSelection,
    { ofHead, ofArchive }: { readonly ofHead: (head: TenantHead, refs: number[] | undefined) => readonly string[]; readonly ofArchive: (floorMs: number) => Promise<readonly string[]> },
  ): Promise<Listed<string>> {
    const found = new Set<string>();
    const floorMs = await this.tenant(actor).read(actor, (head) => {
      const refs = [...refsIn(head, selection)];
      for (const text of ofHead(head, refs.length === head.series.size ? undefined : refs)) found.add(text);
      return head.floorMs;
    });
    if (selection.startMs < floorMs) for (const text of await ofArchive(floorMs)) found.add(text);
    return cutAt([...found].sort(compareUtf8), selection.limit);
  }
}

const cold = ({ startMs, endMs }: SeriesSelection, floorMs: number) => ({ startMs, endMs: Math.min(endMs, floorMs) });

/** Series of the head that fit one of the selectors. */
function refsMatching(head: TenantHead, { selectors }: SeriesSelection): Iterable<number> {
  if (selectors.length === 0) return head.series.refs();
  return new Set(selectors.flatMap((matchers) => [...head.series.select(matchers)]));
}

/** … and have samples in the range. */
function* refsIn(head: TenantHead, selection: SeriesSelection): Generator<number> {
  for (const ref of refsMatching(head, selection)) if (head.series.lastTimeOf(ref) >= selection.startMs && head.series.firstTimeOf(ref) <= selection.endMs) yield ref;
}
