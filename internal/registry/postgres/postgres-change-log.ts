import type { Transaction } from 'kysely';
import type { TablesOf } from '#internal/db';
import type { JsonObject, TenantId } from '#internal/kernel';
import type { Agent } from '../domain/agent.ts';
import type { AgentChange, AgentChangeType } from '../domain/agent-change.ts';
import type { ChangeLog } from '../ports/change-log.ts';

/** Changes that are kept per tenant. */
const KEPT = 1000;

export class PostgresChangeLog implements ChangeLog {
  constructor(
    private readonly trx: Transaction<TablesOf<'registry'>>,
    private readonly tenantId: TenantId,
  ) {}

  async append(changes: readonly { readonly type: AgentChangeType; readonly agent: Agent }[], occurredAt: Date): Promise<readonly number[]> {
    const last = await this.advance('revision', changes.length);
    const rows = changes.map(({ type, agent }, index) => ({ tenantId: this.tenantId, revision: last - changes.length + 1 + index, type, agent: JSON.stringify(agent), occurredAt }));
    await this.trx.insertInto('registry.changes').values(rows).execute();
    await this.trx.deleteFrom('registry.changes').where('tenantId', '=', this.tenantId).where('revision', '<=', last - KEPT).execute();
    return rows.map(({ revision }) => revision);
  }

  nextGeneration(): Promise<number> {
    return this.advance('generation', 1);
  }

  async revision(): Promise<number> {
    return (await this.tenant())?.revision ?? 0;
  }

  async after(revision: number, limit: number): Promise<readonly AgentChange[] | undefined> {
    const query = this.trx.selectFrom('registry.changes').selectAll().where('tenantId', '=', this.tenantId).where('revision', '>', revision);
    const rows = await query.orderBy('revision').limit(limit).execute();
    // Revisions have no gaps: another first one means that some were dropped, and one ahead of all was never given out.
    const [first] = rows;
    if (first ? first.revision !== revision + 1 : (await this.revision()) !== revision) return undefined;
    return rows.map((row) => ({ revision: row.revision, type: row.type as AgentChangeType, agent: agentOf(row.agent as JsonObject), occurredAt: row.occurredAt }));
  }

  async nextCheckAt(): Promise<Date | undefined> {
    return (await this.tenant())?.nextCheckAt ?? undefined;
  }

  async moveCheck(from: Date | undefined, to: Date | undefined): Promise<boolean> {
    const nextCheckAt = to ?? null;
    const row = this.trx.insertInto('registry.tenants').values({ tenantId: this.tenantId, nextCheckAt });
    const moved = row.onConflict((on) => on.column('tenantId').doUpdateSet({ nextCheckAt }).where('registry.tenants.nextCheckAt', 'is not distinct from', from ?? null));
    return (await moved.executeTakeFirstOrThrow()).numInsertedOrUpdatedRows === 1n;
  }

  private tenant() {
    return this.trx.selectFrom('registry.tenants').select(['revision', 'nextCheckAt']).where('tenantId', '=', this.tenantId).executeTakeFirst();
  }

  private async advance(counter: 'revision' | 'generation', by: number): Promise<number> {
    const row = await this.trx
      .insertInto('registry.tenants')
      .values({ tenantId: this.tenantId, [counter]: by })
      .onConflict((on) => on.column('tenantId').doUpdateSet(({ eb }) => ({ [counter]: eb(`registry.tenants.${counter}`, '+', by) })))
      .returning(counter)
      .executeTakeFirstOrThrow();
    return row[counter];
  }
}

// As JSON has it: times are strings.
const agentOf = (stored: JsonObject): Agent => {
  const agent = stored as unknown as Agent;
  return { ...agent, registeredAt: new Date(agent.registeredAt), lastHeartbeatAt: new Date(agent.lastHeartbeatAt) };
};
