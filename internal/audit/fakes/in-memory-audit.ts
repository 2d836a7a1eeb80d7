import { type Actor, type Page, pageOf, type PageRequest } from '#internal/kernel';
import type { AuditLogEntry, HashedEntry } from '../domain/audit-log-entry.ts';
import { type ChainHead, link, type LinkDigest } from '../domain/chain.ts';
import type { AuditLog, AuditLogFilter } from '../ports/audit-log.ts';
import type { AuditUnitOfWork } from '../ports/audit-unit-of-work.ts';

/** The audit log of one tenant in memory, oldest entry first; tests may tamper with `entries` and `recorded`. */
export class InMemoryAudit implements AuditUnitOfWork {
  entries: readonly AuditLogEntry[] = [];
  recorded: ChainHead;

  constructor(private readonly digest: LinkDigest, genesis: string) {
    this.recorded = { seq: 0, hash: genesis };
  }

  append(entry: HashedEntry): void {
    const linked = link(this.recorded, entry, this.digest);
    this.entries = [...this.entries, linked];
    this.recorded = linked;
  }

  read<R>(_actor: Actor, work: (scope: { readonly log: AuditLog }) => Promise<R>): Promise<R> {
    return work({
      log: {
        list: async (filter, page) => this.#list(filter, page),
        following: async (seq, limit) => this.entries.filter((entry) => entry.seq > seq).slice(0, limit),
        head: async () => this.recorded,
      },
    });
  }

  #list({ from, to, ...equal }: AuditLogFilter, { limit, after }: PageRequest): Page<AuditLogEntry> {
    const before = after ? Number(after[0]) : Number.POSITIVE_INFINITY;
    const wanted = Object.entries(equal) as [keyof typeof equal, string][];
    const matching = [...this.entries]
      .reverse()
      .filter((entry) => entry.seq < before && wanted.every(([field, value]) => entry[field] === value))
      .filter(({ occurredAt }) => (!from || occurredAt >= from) && (!to || occurredAt < to));
    return pageOf(matching, limit, ({ seq }) => [String(seq)]);
  }
}
