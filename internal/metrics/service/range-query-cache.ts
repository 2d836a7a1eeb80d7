import type { TenantId } from '#internal/kernel';
import { bytesOfWritten, type WrittenSeries, writtenBetween } from '../domain/written-series.ts';

/** Values of a range query up to a moment before which nothing changes unless the version does. */
export interface KnownRange {
  /** The first and the last step. */
  readonly startMs: number;
  readonly untilMs: number;
  readonly series: readonly WrittenSeries[];
  /** Of what is older than the settled moment (`MetricStore.settled`). */
  readonly version: number;
}

/** What makes two range queries have the same values at the same steps. */
export interface RangeKey {
  readonly tenantId: TenantId;
  readonly query: string;
  readonly startMs: number;
  readonly stepMs: number;
  readonly lookbackMs: number | undefined;
}

export interface RangeCacheLimits {
  readonly bytes: number;
  readonly bytesPerTenant: number;
}

interface Entry extends KnownRange {
  readonly tenantId: TenantId;
  readonly bytes: number;
}

/** Queries that are remembered by their names alone. */
const MOST_ASKED = 20_000;
const DEFAULT_LIMITS: RangeCacheLimits = { bytes: 128 * 1024 * 1024, bytesPerTenant: 32 * 1024 * 1024 };

/** Keeps values of range queries that were asked lately, in this process. What was used longest ago goes first, of the tenant that is over its share before others. */
export class RangeQueryCache {
  /** In the order of use. */
  private readonly entries = new Map<string, Entry>();
  private readonly ofTenant = new Map<TenantId, number>();
  private total = 0;
  /** Hashes of what was asked for, the oldest first. */
  private readonly asked = new Set<number>();

  constructor(private readonly limits: RangeCacheLimits = DEFAULT_LIMITS) {}

  get bytes(): number {
    return this.total;
  }

  /** Whether it was asked for before: most queries that are asked once are never asked again, and to keep what they answer costs more than it is worth. */
  isWorthKeeping(key: RangeKey): boolean {
    const hash = hashOf(nameOf(key));
    const wasAsked = this.asked.delete(hash);
    this.asked.add(hash);
    const [oldest] = this.asked;
    if (this.asked.size > MOST_ASKED && oldest !== undefined) this.asked.delete(oldest);
    return wasAsked;
  }

  /** The values of the first steps of a range, as far as they are known. */
  find(key: RangeKey, endMs: number, version: number): { readonly untilMs: number; readonly series: readonly WrittenSeries[] } | undefined {
    const name = nameOf(key);
    const entry = this.entries.get(name);
    if (!entry) return undefined;
    if (entry.version !== version) return void this.drop(name, entry);
    const untilMs = Math.min(entry.untilMs, key.startMs + Math.floor((endMs - key.startMs) / key.stepMs) * key.stepMs);
    if (key.startMs < entry.startMs || untilMs < key.startMs) return undefined;
    this.entries.delete(name);
    this.entries.set(name, entry);
    return { untilMs, series: cut(entry.series, key.startMs, untilMs) };
  }

  keep(key: RangeKey, known: KnownRange): void {
    const name = nameOf(key);
    const bytes = sizeOf(known.series) + 2 * name.length;
    const before = this.entries.get(name);
    if (before && before.version === known.version && before.startMs <= known.startMs && before.untilMs >= known.untilMs) return;
    if (before) this.drop(name, before);
    if (bytes > this.limits.bytesPerTenant) return;
    this.entries.set(name, { ...known, tenantId: key.tenantId, bytes });
    this.account(key.tenantId, bytes);
    for (const [other, entry] of this.entries) {
      const tenantIsOver = (this.ofTenant.get(key.tenantId) ?? 0) > this.limits.bytesPerTenant;
      if (!tenantIsOver && this.total <= this.limits.bytes) return;
      if (other !== name && (!tenantIsOver || entry.tenantId === key.tenantId)) this.drop(other, entry);
    }
  }

  private drop(name: string, { tenantId, bytes }: Entry): void {
    this.entries.delete(name);
    this.account(tenantId, -bytes);
  }

  private account(tenantId: TenantId, bytes: number): void {
    this.total += bytes;
    const own = (this.ofTenant.get(tenantId) ?? 0) + bytes;
    if (own > 0) this.ofTenant.set(tenantId, own);
    else this.ofTenant.delete(tenantId);
  }
}

// Steps at the same distance from each other are the same steps when they begin at the same rest.
const nameOf = ({ tenantId, query, startMs, stepMs, lookbackMs }: RangeKey): string =>
  `${tenantId} ${stepMs} ${((startMs % stepMs) + stepMs) % stepMs} ${lookbackMs ?? ''} ${query}`;

/** FNV-1a of 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

const sizeOf = (series: readonly WrittenSeries[]): number => series.reduce((sum, one) => sum + bytesOfWritten(one), 0);

function cut(all: readonly WrittenSeries[], startMs: number, untilMs: number): WrittenSeries[] {
  return all.flatMap((series) => writtenBetween(series, startMs, untilMs) ?? []);
}
