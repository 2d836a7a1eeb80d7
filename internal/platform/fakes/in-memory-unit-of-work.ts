import { AsyncLocalStorage } from 'node:async_hooks';
import type { Actor, AuditEntry, AuditTrail, NewEvent, Outbox, TenantId, UnitOfWork } from '#internal/kernel';

type Scope<Repositories> = Repositories & { readonly audit: AuditTrail; readonly outbox: Outbox };

/** A `run` that has begun: what joins it works in its scope, and a failure of any part is a failure of the whole. */
interface Transaction<Repositories> {
  readonly tenantId: TenantId;
  readonly scope: Scope<Repositories>;
  open: boolean;
  failure?: { readonly cause: unknown };
}

/**
 * The transactions of a context in memory, with the promises of `Transactions`: a `run` inside a `run` of the same tenant joins it, and
 * what throws takes back tables, audit entries and events. One `run` at a time, so everything in it is as if it were locked.
 */
export abstract class InMemoryUnitOfWork<Repositories extends object, Tables> implements UnitOfWork<Repositories> {
  /** What was recorded, in order, each with the tenant of its transaction; for tests to read. */
  readonly entries: (AuditEntry & { readonly tenantId: TenantId })[] = [];
  /** What was published, in order, for tests to read and to deliver. */
  readonly events: NewEvent[] = [];
  /** Everything that is stored. Repositories replace it as a whole and never change it in place: that is how a failure is taken back. */
  protected abstract tables: Tables;
  private turn: Promise<unknown> = Promise.resolve();
  private readonly ambient = new AsyncLocalStorage<Transaction<Repositories>>();

  run<Result>(actor: Actor, work: (scope: Scope<Repositories>) => Promise<Result>): Promise<Result> {
    const ambient = this.ambient.getStore();
    if (ambient?.open) return this.join(ambient, actor, work);
    const result = this.turn.then(() => this.transaction(actor, work));
    this.turn = result.catch(() => undefined);
    return result;
  }

  async read<Result>(actor: Actor, work: (scope: Repositories) => Promise<Result>): Promise<Result> {
    return work(this.repositories(actor));
  }

  /** The repositories of the actor's tenant, on `tables`. */
  protected abstract repositories(actor: Actor): Repositories;

  private async join<Result>(ambient: Transaction<Repositories>, { tenantId }: Actor, work: (scope: Scope<Repositories>) => Promise<Result>): Promise<Result> {
    if (tenantId !== ambient.tenantId) throw new Error('in memory a run of another tenant inside a run would wait for itself');
    try {
      return await work(ambient.scope);
    } catch (error) {
      ambient.failure ??= { cause: error };
      throw error;
    }
  }

  private async transaction<Result>(actor: Actor, work: (scope: Scope<Repositories>) => Promise<Result>): Promise<Result> {
    const before = { tables: this.tables, entries: this.entries.length, events: this.events.length };
    const transaction: Transaction<Repositories> = { tenantId: actor.tenantId, scope: this.scope(actor), open: true };
    try {
      const result = await this.ambient.run(transaction, () => work(transaction.scope));
      if (transaction.failure) throw transaction.failure.cause;
      return result;
    } catch (error) {
      this.tables = before.tables;
      this.entries.length = before.entries;
      this.events.length = before.events;
      throw error;
    } finally {
      transaction.open = false;
    }
  }

  private scope(actor: Actor): Scope<Repositories> {
    const { tenantId } = actor;
    return {
      ...this.repositories(actor),
      audit: { record: (...entries) => void this.entries.push(...entries.map((entry) => ({ ...entry, tenantId }))) },
      outbox: { publish: (...events) => void this.events.push(...events) },
    };
  }
}
