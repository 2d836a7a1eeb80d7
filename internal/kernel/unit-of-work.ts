import type { Actor } from './actor.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { Outbox } from './domain-event.ts';

/**
 * All repositories of a context in one transaction of one tenant, with the audit trail and the outbox that commit with them.
 * A `run` inside a `run` of the same tenant joins the outer transaction. Throwing rolls everything back.
 */
export interface UnitOfWork<Repositories> {
  run<Result>(actor: Actor, work: (scope: Repositories & { readonly audit: AuditTrail; readonly outbox: Outbox }) => Promise<Result>): Promise<Result>;
  /** Read-only and cheaper: no audit trail, no outbox, cannot write. */
  read<Result>(actor: Actor, work: (scope: Repositories) => Promise<Result>): Promise<Result>;
}
