import type { AuditTrail, Clock, Outbox } from '#internal/kernel';
import { auditOf, eventOf, type NewAgentChange } from '../domain/agent-change.ts';
import type { RegistryRepositories } from '../ports/registry-unit-of-work.ts';

type Scope = Pick<RegistryRepositories, 'changes'> & { readonly audit: AuditTrail; readonly outbox: Outbox };

/** Gives changes their revisions and writes them into change log, audit trail and outbox. Call it last: the tenant's writers take turns from here on. */
export async function announceChanges({ changes, audit, outbox }: Scope, clock: Clock, news: readonly NewAgentChange[]): Promise<void> {
  if (news.length === 0) return;
  const revisions = await changes.append(news.map(({ type, after }) => ({ type, agent: after })), clock.now());
  audit.record(...news.map(auditOf));
  outbox.publish(...news.map((change, index) => eventOf(change, revisions[index] ?? 0)));
}
