import { AsyncLocalStorage } from 'node:async_hooks';
import type { Actor, AuditEntry, AuditTrail, NewEvent, Outbox } from '#internal/kernel';
import type { AutomationRepositories, AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { AutomationState } from './automation-tables.ts';
import { inMemoryExecutions } from './in-memory-executions.ts';
import { inMemoryWorkflows } from './in-memory-workflows.ts';

type Scope = AutomationRepositories & { readonly audit: AuditTrail; readonly outbox: Outbox };

/** Workflows and executions in lists. One `run` at a time, so everything is as if it were locked; a throw takes everything back. */
export class InMemoryAutomation implements AutomationUnitOfWork {
  readonly entries: AuditEntry[] = [];
  readonly events: NewEvent[] = [];
  private readonly state: AutomationState = { tables: { workflows: [], versions: [], executions: [], steps: [] } };
  private turn: Promise<unknown> = Promise.resolve();
  private readonly ambient = new AsyncLocalStorage<Scope>();

  run<Result>(actor: Actor, work: (scope: Scope) => Promise<Result>): Promise<Result> {
    const joined = this.ambient.getStore();
    if (joined) return work(joined);
    const result = this.turn.then(() => this.transaction(actor, work));
    this.turn = result.catch(() => undefined);
    return result;
  }

  read<Result>(actor: Actor, work: (scope: AutomationRepositories) => Promise<Result>): Promise<Result> {
    return work(this.repositories(actor));
  }

  private async transaction<Result>(actor: Actor, work: (scope: Scope) => Promise<Result>): Promise<Result> {
    const before = { tables: this.state.tables, entries: this.entries.length, events: this.events.length };
    const audit = { record: (...entries: AuditEntry[]) => void this.entries.push(...entries) };
    const outbox = { publish: (...events: NewEvent[]) => void this.events.push(...events) };
    const scope = { ...this.repositories(actor), audit, outbox };
    try {
      return await this.ambient.run(scope, () => work(scope));
    } catch (error) {
      this.state.tables = before.tables;
      this.entries.length = before.entries;
      this.events.length = before.events;
      throw error;
    }
  }

  private repositories({ tenantId }: Actor): AutomationRepositories {
    return { workflows: inMemoryWorkflows(this.state, tenantId), executions: inMemoryExecutions(this.state, tenantId) };
  }
}
