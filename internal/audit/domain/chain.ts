import { type AuditLogEntry, type HashedEntry, hashedForm } from './audit-log-entry.ts';
import type { JsonObject } from '#internal/kernel';

/** Last position and hash of a chain; `seq` 0 before the first entry. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** How a link is hashed; `#pkg/hash-chain` in production. */
export type LinkDigest = (previousHash: string, entry: JsonObject) => string;

export type BrokenBecause = 'missing_row' | 'previous_hash_differs' | 'content_differs' | 'head_differs';

/** The first place where a chain does not hold. */
export interface BrokenLink {
  readonly seq: number;
  readonly reason: BrokenBecause;
}

/** Whether `entry` is the link after `head`. */
export function brokenLink(head: ChainHead, entry: AuditLogEntry, digest: LinkDigest): BrokenLink | undefined {
  if (entry.seq !== head.seq + 1) return { seq: head.seq + 1, reason: 'missing_row' };
  if (entry.prevHash !== head.hash) return { seq: entry.seq, reason: 'previous_hash_differs' };
  if (entry.hash !== digest(head.hash, hashedForm(entry))) return { seq: entry.seq, reason: 'content_differs' };
  return undefined;
}

/** Whether the last link is the one that was written last; rows cut off the end show here. */
export function brokenHead(last: ChainHead, recorded: ChainHead): BrokenLink | undefined {
  if (last.seq < recorded.seq) return { seq: last.seq + 1, reason: 'missing_row' };
  return last.seq === recorded.seq && last.hash === recorded.hash ? undefined : { seq: last.seq, reason: 'head_differs' };
}

/** Continues a chain; what the database function does, for fakes and tests. */
export function link(head: ChainHead, entry: HashedEntry, digest: LinkDigest): AuditLogEntry {
  return { ...entry, seq: head.seq + 1, prevHash: head.hash, hash: digest(head.hash, hashedForm(entry)) };
}
