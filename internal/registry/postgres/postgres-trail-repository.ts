import { sql, type Transaction } from 'kysely';
import type { TablesOf } from '#internal/db';
import type { TenantId } from '#internal/kernel';
import type { AgentId } from '../domain/agent.ts';
import { NO_TRAIL, type Trail } from '../domain/pheromone.ts';
import type { TrailRepository } from '../ports/trail-repository.ts';

const FORGOTTEN_AT_ONCE = 500;

export class PostgresTrailRepository implements TrailRepository {
  constructor(
    private readonly trx: Transaction<TablesOf<'registry'>>,
    private readonly tenantId: TenantId,
  ) {}

  async of(agents: readonly AgentId[], capabilities: readonly string[]): Promise<ReadonlyMap<AgentId, ReadonlyMap<string, Trail>>> {
    if (agents.length === 0 || capabilities.length === 0) return new Map();
    const rows = await this.rows().where('agentId', '=', sql<string>`any(${[...agents]}::text[])`).where('capability', 'in', capabilities).execute();
    const found = new Map<AgentId, Map<string, Trail>>();
    for (const { agentId, capability, value, at, successes, failures } of rows) {
      const trails = found.get(agentId as AgentId) ?? new Map<string, Trail>();
      found.set(agentId as AgentId, trails.set(capability, { value, at, successes, failures }));
    }
    return found;
  }

  async lock(agent: AgentId, capabilities: readonly string[]): Promise<ReadonlyMap<string, Trail>> {
    const sorted = [...new Set(capabilities)].toSorted();
    const empty = sorted.map((capability) => ({ tenantId: this.tenantId, agentId: agent, capability, ...NO_TRAIL }));
    // Made first, so that there is a row to lock also for the first outcome.
    await this.trx.insertInto('registry.trails').values(empty).onConflict((on) => on.columns(['tenantId', 'agentId', 'capability']).doNothing()).execute();
    const rows = await this.rows().where('agentId', '=', agent).where('capability', 'in', sorted).orderBy('capability').forUpdate().execute();
    return new Map(rows.map(({ capability, value, at, successes, failures }) => [capability, { value, at, successes, failures }]));
  }

  async save(agent: AgentId, trails: ReadonlyMap<string, Trail>): Promise<void> {
    for (const [capability, trail] of trails) {
      const update = this.trx.updateTable('registry.trails').set({ value: trail.value, at: trail.at, successes: trail.successes, failures: trail.failures });
      await update.where('tenantId', '=', this.tenantId).where('agentId', '=', agent).where('capability', '=', capability).execute();
    }
  }

  async countOnce({ ticketId, attempt }: { readonly ticketId: string; readonly attempt: number }, now: Date): Promise<boolean> {
    const note = { tenantId: this.tenantId, ticketId, attempt, countedAt: now };
    const insert = this.trx.insertInto('registry.countedAttempts').values(note).onConflict((on) => on.columns(['tenantId', 'ticketId', 'attempt']).doNothing());
    return (await insert.executeTakeFirstOrThrow()).numInsertedOrUpdatedRows === 1n;
  }

  async forget({ attempts, trails }: { readonly attempts: Date; readonly trails: Date }): Promise<void> {
    await sql`DELETE FROM registry.counted_attempts WHERE ctid = ANY (ARRAY (
      SELECT ctid FROM registry.counted_attempts WHERE tenant_id = ${this.tenantId} AND counted_at < ${attempts} ORDER BY counted_at LIMIT ${FORGOTTEN_AT_ONCE}))`.execute(this.trx);
    await sql`DELETE FROM registry.trails WHERE ctid = ANY (ARRAY (
      SELECT ctid FROM registry.trails WHERE tenant_id = ${this.tenantId} AND at < ${trails} ORDER BY at LIMIT ${FORGOTTEN_AT_ONCE} FOR UPDATE SKIP LOCKED))`.execute(this.trx);
  }

  private rows() {
    return this.trx.selectFrom('registry.trails').selectAll().where('tenantId', '=', this.tenantId);
  }
}
