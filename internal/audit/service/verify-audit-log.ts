import type { Actor } from '#internal/kernel';
import { brokenHead, brokenLink, type BrokenLink, type ChainHead, type LinkDigest } from '../domain/chain.ts';
import type { AuditLog } from '../ports/audit-log.ts';
import type { AuditUnitOfWork } from '../ports/audit-unit-of-work.ts';

/** Result of walking a tenant's whole chain. */
export interface Verification {
  /** Entries that were found intact before the first broken one, or all. */
  readonly verifiedEntries: number;
  readonly headHash: string;
  readonly firstBroken: BrokenLink | undefined;
}

export type VerifyAuditLog = (actor: Actor, signal?: AbortSignal) => Promise<Verification>;

const BATCH = 1_000;

/** Recomputes every hash from the stored columns. Entries that are written meanwhile are left to the next verification. */
export function verifyAuditLog({ work, digest, genesis }: { work: AuditUnitOfWork; digest: LinkDigest; genesis: string }): VerifyAuditLog {
  return async (actor, signal) => {
    const recorded = await work.read(actor, ({ log }) => log.head());
    let last: ChainHead = { seq: 0, hash: genesis };
    const result = (firstBroken: BrokenLink | undefined): Verification => ({ verifiedEntries: last.seq, headHash: last.hash, firstBroken });
    while (last.seq < recorded.seq) {
      signal?.throwIfAborted();
      const { seq } = last;
      const entries = await work.read(actor, ({ log }) => log.following(seq, Math.min(BATCH, recorded.seq - seq)));
      if (entries.length === 0) break;
      for (const entry of entries) {
        const broken = brokenLink(last, entry, digest);
        if (broken) return result(broken);
        last = entry;
      }
    }
    return result(brokenHead(last, recorded) ?? (await work.read(actor, ({ log }) => forgedAfter(log, recorded))));
  };
}

/** A row behind the end of the chain is honest only when the head moved with it; the row is read first, the head after. */
async function forgedAfter(log: AuditLog, recorded: ChainHead): Promise<BrokenLink | undefined> {
  const [extra] = await log.following(recorded.seq, 1);
  return extra && (await log.head()).seq < extra.seq ? { seq: extra.seq, reason: 'head_differs' } : undefined;
}
