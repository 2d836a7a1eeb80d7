import type { AuditTrail, Outbox } from '#internal/kernel';
import { auditOf, eventsOf, type AlertChange } from '../domain/alert-change.ts';

/** Writes changes into the audit trail and tells the other contexts, when the transaction commits. */
export function announce({ audit, outbox }: { readonly audit: AuditTrail; readonly outbox: Outbox }, changes: readonly AlertChange[]): void {
  audit.record(...changes.map(auditOf));
  outbox.publish(...changes.flatMap(eventsOf));
}
