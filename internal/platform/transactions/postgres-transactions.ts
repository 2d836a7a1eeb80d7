import { AsyncLocalStorage } from 'node:async_hooks';
import type { Transaction } from 'kysely';
import type { Pool } from 'pg';
import type { Database } from '#internal/db';
import type { Actor, Clock, IdGenerator } from '#internal/kernel';
import { fromDatabaseError } from '#pkg/database';
import type { AuditRecord, AuditWriter } from './audit-writer.ts';
import { claimKey, storeResponse } from './idempotency-store.ts';
import { OutboxSignal } from './outbox-signal.ts';
import { outboxStatement, type PublishedEvent } from './outbox-statement.ts';
import type { Statement } from './statement.ts';
import { TenantTransaction } from './tenant-transaction.ts';
import type { IdempotentRequest, StoredResponse, Transactions, TransactionScope } from './transactions.ts';

export interface PostgresTransactionsDeps {
  /** Connections of the role `orx_app`, made by `createPool`. */
  readonly pool: Pool;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly auditWriter: AuditWriter;
  /** How the relay learns of events; by a notification of its own when left out. */
  readonly outboxSignal?: OutboxSignal;
}

/** `Transactions` on PostgreSQL with row-level security. */
export const postgresTransactions = (deps: PostgresTransactionsDeps): Transactions => new PostgresTransactions(deps);

/** The relay polls this often anyway, so a timer further away needs no signal. */
const WORTH_A_SIGNAL_MS = 1_000;

class PostgresTransactions implements Transactions {
  readonly #ambient = new AsyncLocalStorage<TenantTransaction>();
  readonly #signal: OutboxSignal;

  constructor(private readonly deps: PostgresTransactionsDeps) {
    this.#signal = deps.outboxSignal ?? new OutboxSignal(deps.pool);
  }

  async run<R>(actor: Actor, work: (scope: TransactionScope) => Promise<R>): Promise<R> {
    const ambient = this.#joinable(actor);
    if (!ambient) return this.#inNew(actor, { readOnly: false }, (transaction) => work(transaction.scopeOf(actor, this.deps.clock)));
    if (ambient.readOnly) throw new Error('a write cannot start inside a read');
    try {
      return await work(ambient.scopeOf(actor, this.deps.clock));
    } catch (error) {
      ambient.failure ??= { cause: error };
      throw fromDatabaseError(error);
    }
  }

  async read<R>(actor: Actor, work: (scope: { readonly trx: Transaction<Database> }) => Promise<R>): Promise<R> {
    const ambient = this.#joinable(actor);
    if (ambient) return work({ trx: ambient.trx }).catch((error: unknown) => { throw fromDatabaseError(error); });
    return this.#inNew(actor, { readOnly: true }, ({ trx }) => work({ trx }));
  }

  async runOnce(actor: Actor, request: IdempotentRequest, handler: () => Promise<StoredResponse>) {
    const { clock } = this.deps;
    const last: Statement[] = [];
    const once = async ({ trx }: TenantTransaction) => {
      const stored = await claimKey(trx, actor, request, clock);
      if (stored) return { response: stored, replayed: true };
      const response = await handler();
      last.push(storeResponse(actor, request, response, clock));
      return { response, replayed: false };
    };
    return this.#inNew(actor, { readOnly: false, last }, once);
  }

  /** The transaction of the same tenant that this call runs in, if any. */
  #joinable(actor: Actor): TenantTransaction | undefined {
    const ambient = this.#ambient.getStore();
    return ambient?.open === true && ambient.tenantId === actor.tenantId ? ambient : undefined;
  }

  async #inNew<R>(actor: Actor, { readOnly, last = [] }: { readOnly: boolean; last?: readonly Statement[] }, work: (transaction: TenantTransaction) => Promise<R>): Promise<R> {
    try {
      const transaction = await TenantTransaction.begin(this.deps.pool, actor.tenantId, { readOnly });
      let result: R;
      let final: readonly Statement[];
      try {
        result = await this.#ambient.run(transaction, () => work(transaction));
        if (transaction.failure) throw transaction.failure.cause;
        final = [...last, ...this.#flush(transaction)]; // may refuse what cannot be stored
      } catch (error) {
        await transaction.rollback();
        throw error;
      }
      await transaction.commit(final, { unlockEarly: transaction.entries.length > 0 });
      this.#announce(transaction.events);
      return result;
    } catch (error) {
      throw fromDatabaseError(error);
    }
  }

  /** Events first: the audit log makes a tenant's writers take turns, so it comes as late as possible. */
  #flush({ entries, events, last }: TenantTransaction): Statement[] {
    const records: AuditRecord[] = entries.map((recorded) => ({ id: this.deps.ids.next(), ...recorded }));
    const statements: Statement[] = [...last];
    if (isFilled(events)) statements.push(outboxStatement(events, this.deps));
    if (isFilled(records)) statements.push(this.deps.auditWriter.append(records));
    return statements;
  }

  #announce(events: readonly PublishedEvent[]): void {
    const soon = this.deps.clock.now().getTime() + WORTH_A_SIGNAL_MS;
    if (events.some(({ event }) => event.availableAt === undefined || event.availableAt.getTime() <= soon)) this.#signal.send();
  }
}

const isFilled = <Item>(items: readonly Item[]): items is readonly [Item, ...Item[]] => items.length > 0;
