import type { PoolClient } from 'pg';
import type { Claim } from './claim.ts';

/** How one try ended. */
export type Outcome =
  | { readonly claim: Claim; readonly delivered: true }
  | { readonly claim: Claim; readonly delivered: false; readonly counts: boolean; readonly error: string; readonly retryAt: Date | undefined };

const DELIVERED = `
UPDATE platform.outbox o SET delivered_at = $3, attempts = o.attempts + 1
FROM unnest($1::uuid[], $2::uuid[]) AS done (tenant_id, id)
WHERE o.tenant_id = done.tenant_id AND o.id = done.id`;

const FAILED = `
UPDATE platform.outbox o SET attempts = o.attempts + f.counts::int, last_error = f.error, attempt_at = coalesce(f.retry_at, o.attempt_at),
  dead_at = CASE WHEN f.retry_at IS NULL THEN $6::timestamptz END
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::boolean[]) AS f (tenant_id, id, error, retry_at, counts)
WHERE o.tenant_id = f.tenant_id AND o.id = f.id`;

/** Writes all outcomes of a batch and commits, which lets go of every claim. */
export async function settle(client: PoolClient, outcomes: readonly Outcome[], now: Date): Promise<void> {
  const delivered = outcomes.filter((outcome) => outcome.delivered).map(({ claim: { event } }) => event);
  const failed = outcomes.filter((outcome) => !outcome.delivered);
  const sent: Promise<unknown>[] = [];
  if (delivered.length > 0) {
    const values = [delivered.map((event) => event.tenantId), delivered.map((event) => event.id), now];
    sent.push(client.query({ name: 'outbox_delivered', text: DELIVERED, values }));
  }
  if (failed.length > 0) {
    const events = failed.map(({ claim }) => claim.event);
    const columns = [failed.map(({ error }) => error), failed.map(({ retryAt }) => retryAt ?? null), failed.map(({ counts }) => counts)];
    const values = [events.map((event) => event.tenantId), events.map((event) => event.id), ...columns, now];
    sent.push(client.query({ name: 'outbox_failed', text: FAILED, values }));
  }
  const results = await Promise.allSettled([...sent, client.query('COMMIT')]);
  for (const result of results) if (result.status === 'rejected') throw result.reason as Error;
}
