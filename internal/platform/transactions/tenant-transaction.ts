import type { Transaction } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { Database } from '#internal/db';
import type { Actor, AuditEntry, Clock, TenantId } from '#internal/kernel';
import { canFlushLog, FLUSH_LOG, openTransaction } from '#pkg/database';
import type { PublishedEvent } from './outbox-statement.ts';
import type { Statement } from './statement.ts';
import type { TransactionScope } from './transactions.ts';

type RecordedEntry = { readonly actor: Actor; readonly entry: AuditEntry; readonly occurredAt: Date };

/** One database transaction of one tenant, from BEGIN to the end, with what waits to be written at its commit. */
export class TenantTransaction {
  readonly entries: RecordedEntry[] = [];
  readonly events: PublishedEvent[] = [];
  /** What goes along with COMMIT, before events and entries. */
  readonly last: Statement[] = [];
  readonly trx: Transaction<Database>;
  /** Set when a joined part failed: the whole must not commit any more. */
  failure: { readonly cause: unknown } | undefined;
  #open = true;
  readonly #closeTrx: () => void;
  readonly #begun: Promise<unknown>;

  private constructor(private readonly pool: Pool, private readonly client: PoolClient, readonly tenantId: TenantId, readonly readOnly: boolean) {
    const opened = openTransaction<Database>(client);
    this.trx = opened.trx;
    this.#closeTrx = () => { opened.close(); };
    // Not awaited: the connection is pipelined, so the first query travels with them. The tenant is a parameter, never part of a text.
    this.#begun = Promise.all([
      client.query(readOnly ? 'BEGIN READ ONLY' : 'BEGIN'),
      client.query({ name: 'set_tenant', text: "SELECT set_config('app.tenant_id', $1, true)", values: [tenantId] }),
    ]);
    this.#begun.catch(() => undefined);
  }

  static async begin(pool: Pool, tenantId: TenantId, { readOnly }: { readonly readOnly: boolean }): Promise<TenantTransaction> {
    return new TenantTransaction(pool, await pool.connect(), tenantId, readOnly);
  }

  /** False after commit or rollback: work that was not awaited must not join any more. */
  get open(): boolean {
    return this.#open;
  }

  /** The scope of one `run`: what it records carries its own actor, also when it joined. */
  scopeOf(actor: Actor, clock: Clock): TransactionScope {
    return {
      trx: this.trx,
      audit: { record: (...entries) => { this.entries.push(...entries.map((entry) => ({ actor, entry, occurredAt: clock.now() }))); } },
      atCommit: (statement) => { this.last.push(statement); },
      outbox: { publish: (...events) => { this.events.push(...events.map((event) => ({ actor, event }))); } },
    };
  }

  /**
   * Sends the last statements and COMMIT in one round trip. With `unlockEarly` the locks are let go before the disk has the commit, and the
   * answer still waits for the disk: for statements that make others queue. Until then a crash may take back what others have seen already,
   * but nothing that anybody was told is done; what they commit on top of it comes later in the log, so it goes with it.
   */
  async commit(last: readonly Statement[], { unlockEarly }: { readonly unlockEarly: boolean }): Promise<void> {
    this.#close();
    // Without an answer the safe way; the transaction itself will say what is wrong.
    const early = unlockEarly && (await canFlushLog(this.pool, this.client).catch(() => false));
    const sent: Promise<unknown>[] = [this.#begun];
    if (early) sent.push(this.client.query({ name: 'commit_async', text: "SELECT set_config('synchronous_commit', 'off', true)" }));
    sent.push(...last.map(({ name, text, values }) => this.client.query({ name, text, values: [...values] })));
    const committed = this.client.query('COMMIT');
    sent.push(committed);
    if (early) sent.push(this.client.query(FLUSH_LOG));
    const results = await Promise.allSettled(sent);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) {
      await this.#release();
      throw failed.reason as Error;
    }
    const { command } = await committed;
    this.client.release();
    // PostgreSQL answers COMMIT with ROLLBACK when an earlier error was swallowed by the work.
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back: an error of one of its statements was caught');
  }

  async rollback(): Promise<void> {
    this.#close();
    await this.#release();
  }

  #close(): void {
    this.#open = false;
    this.#closeTrx();
  }

  async #release(): Promise<void> {
    try {
      await this.client.query('ROLLBACK');
      this.client.release();
    } catch {
      this.client.release(true);
    }
  }
}
