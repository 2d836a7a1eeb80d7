import type { Page, PageRequest, TenantId } from '#internal/kernel';
import type { Heartbeat, HeartbeatChange, HeartbeatId } from '../domain/heartbeat.ts';

/** Heartbeats of one tenant. */
export interface HeartbeatRepository {
  /** Throws `conflict` when the name is taken. */
  add(heartbeat: Heartbeat): Promise<void>;
  count(): Promise<number>;
  /** Throws `not_found`, also for a heartbeat of another tenant. */
  get(id: HeartbeatId): Promise<Heartbeat>;
  /** Locked until the transaction ends. Throws `not_found`. */
  lock(id: HeartbeatId): Promise<Heartbeat>;
  /** Newest first by (created_at, id). */
  list(page: PageRequest): Promise<Page<Heartbeat>>;
  /** Stores the next version. Throws `conflict` when the name is taken. */
  save(heartbeat: Heartbeat): Promise<void>;
  /** Writes what beats change, and nothing else: the version stays. */
  saveBeat(heartbeat: Heartbeat): Promise<void>;
  /** With its history. */
  remove(id: HeartbeatId): Promise<void>;
  addChange(change: HeartbeatChange): Promise<void>;
  /** Newest first by (created_at, id). */
  changesOf(id: HeartbeatId, page: PageRequest): Promise<Page<HeartbeatChange>>;
}

/** Where a heartbeat is. */
export interface HeartbeatPlace {
  readonly tenantId: TenantId;
  readonly id: HeartbeatId;
}

/** The looks across tenants: a ping names no tenant. */
export interface HeartbeatDirectory {
  heartbeatByToken(digest: string): Promise<HeartbeatPlace | undefined>;
  /** Removes changes of before that time, so many at once; answers how many. */
  pruneChanges(before: Date, most: number): Promise<number>;
}
