import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '#internal/db';
import type { Actor, Clock } from '#internal/kernel';
import { AppError, invalid } from '#pkg/apperror';
import type { Statement } from './statement.ts';
import type { IdempotentRequest, StoredResponse } from './transactions.ts';

const KEPT_FOR_MS = 24 * 60 * 60 * 1000;

/** Field of the `invalid` error for a key that was used for another request; HTTP answers that one with 422. */
export const IDEMPOTENCY_KEY_FIELD = 'Idempotency-Key';

/**
 * Claims the key for this transaction and returns the response it was answered with before. The claim is an advisory lock, so a
 * second request is refused at once instead of waiting for the first, and a crash frees the key.
 */
export async function claimKey(trx: Transaction<Database>, actor: Actor, { operation, key, requestHash }: IdempotentRequest, clock: Clock): Promise<StoredResponse | undefined> {
  const name = JSON.stringify([actor.tenantId, operation, key]);
  // Two statements, sent together: the second has a snapshot from after the lock and sees what its last holder committed.
  const [lock, stored] = await Promise.all([
    sql<{ claimed: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as claimed`.execute(trx),
    trx
      .selectFrom('platform.idempotencyKeys')
      .select(['requestHash', 'status', 'headers', 'body'])
      .where('tenantId', '=', actor.tenantId)
      .where('operation', '=', operation)
      .where('key', '=', key)
      .where('expiresAt', '>', clock.now())
      .executeTakeFirst(),
  ]);
  if (lock.rows[0]?.claimed !== true) {
    throw new AppError('conflict', 'a request with this Idempotency-Key is still running', { retryAfterSeconds: 1 });
  }
  if (!stored) return undefined;
  if (stored.requestHash !== requestHash) throw invalid(IDEMPOTENCY_KEY_FIELD, 'was used for another request');
  const headers = stored.headers as Record<string, string>;
  return stored.body === null ? { status: stored.status, headers } : { status: stored.status, headers, body: stored.body };
}

const STORE = `
INSERT INTO platform.idempotency_keys (tenant_id, operation, key, request_hash, status, headers, body, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (tenant_id, operation, key) DO UPDATE
SET request_hash = excluded.request_hash, status = excluded.status, headers = excluded.headers, body = excluded.body,
    created_at = excluded.created_at, expires_at = excluded.expires_at`;

/** Keeps the response, in the transaction of its effect; an expired one under the same key is replaced. */
export function storeResponse(actor: Actor, { operation, key, requestHash }: IdempotentRequest, { status, headers, body }: StoredResponse, clock: Clock): Statement {
  const now = clock.now();
  const expires = new Date(now.getTime() + KEPT_FOR_MS);
  const json = body === undefined ? null : JSON.stringify(body);
  return { name: 'idempotency_store', text: STORE, values: [actor.tenantId, operation, key, requestHash, status, JSON.stringify(headers), json, now, expires] };
}
