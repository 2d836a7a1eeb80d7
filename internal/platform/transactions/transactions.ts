import type { Transaction } from 'kysely';
import type { Database } from '#internal/db';
import type { Actor, AuditTrail, Json, Outbox } from '#internal/kernel';
import type { Statement } from './statement.ts';

/** What a write has in hand: the tenant's rows, and what commits together with them. */
export interface TransactionScope {
  readonly trx: Transaction<Database>;
  readonly audit: AuditTrail;
  readonly outbox: Outbox;
  /** Sends a statement together with the commit, which saves its round trip: for one whose answer nobody needs. When it fails nothing commits. */
  readonly atCommit: (statement: Statement) => void;
}

/** The answer to a request, as it is replayed to the same request sent again. */
export interface StoredResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Json;
}

/** One request that must have one effect (draft-ietf-httpapi-idempotency-key-header-07). */
export interface IdempotentRequest {
  /** The operationId: keys of different operations are different keys. */
  readonly operation: string;
  readonly key: string;
  /** Digest of everything that makes the request what it is; another digest under the same key is refused. */
  readonly requestHash: string;
}

/**
 * The only way to a database connection. The tenant is fixed for the transaction by its actor. What pg throws arrives as `AppError`:
 * `unavailable` when the same call may succeed later, `conflict` for a duplicate key, `invalid` for values PostgreSQL cannot hold.
 */
export interface Transactions {
  /**
   * Commits what `work` did together with its audit entries and events, or nothing. Inside another `run` of the same tenant it joins
   * that one, and a failure in it fails the whole, also when the caller catches it.
   */
  run<R>(actor: Actor, work: (scope: TransactionScope) => Promise<R>): Promise<R>;
  /** Read-only; inside a `run` of the same tenant it sees what that one wrote. */
  read<R>(actor: Actor, work: (scope: { readonly trx: Transaction<Database> }) => Promise<R>): Promise<R>;
  /**
   * Runs `handler` in a transaction that every `run` and `read` of the same tenant joins, and commits its response with its effect. The same
   * request again gets the stored response for 24 hours. Throws `conflict` while the first one still runs, and `invalid` on the field
   * `Idempotency-Key` when the key was used for another request. A handler that throws leaves no response: the key stays free.
   */
  runOnce(actor: Actor, request: IdempotentRequest, handler: () => Promise<StoredResponse>): Promise<{ readonly response: StoredResponse; readonly replayed: boolean }>;
}
