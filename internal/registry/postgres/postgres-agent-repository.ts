import { sql, type SqlBool, type Transaction } from 'kysely';
import type { TablesOf } from '#internal/db';
import { type Page, pageOf, type PageRequest, type TenantId } from '#internal/kernel';
import { notFound } from '#pkg/apperror';
import type { Agent, AgentFilter, AgentId } from '../domain/agent.ts';
import type { AgentRepository } from '../ports/agent-repository.ts';
import { type AgentRow, toAgent, toRow } from './agent-rows.ts';

type Tables = TablesOf<'registry'>;

export class PostgresAgentRepository implements AgentRepository {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly tenantId: TenantId,
  ) {}

  async put(agent: Agent): Promise<void> {
    const { tenantId, id, ...values } = toRow(agent);
    await this.trx.insertInto('registry.agents').values({ tenantId, id, ...values }).onConflict((on) => on.columns(['tenantId', 'id']).doUpdateSet(values)).execute();
    await this.trx.deleteFrom('registry.agentCapabilities').where('tenantId', '=', tenantId).where('agentId', '=', id).execute();
    const rows = agent.capabilities.map((capability) => ({ tenantId, agentId: id, capability }));
    if (rows.length > 0) await this.trx.insertInto('registry.agentCapabilities').values(rows).execute();
  }

  async lockForRegistration(id: AgentId): Promise<Agent | undefined> {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`registry ${this.tenantId} ${id}`}, 0))`.execute(this.trx);
    const row = await this.rows().where('id', '=', id).forUpdate().executeTakeFirst();
    return row && toAgent(row);
  }

  async lock(id: AgentId): Promise<Agent> {
    return one(await this.rows().where('id', '=', id).forUpdate().executeTakeFirst());
  }

  async get(id: AgentId): Promise<Agent> {
    return one(await this.rows().where('id', '=', id).executeTakeFirst());
  }

  async save({ id, status, draining, telemetry, lastHeartbeatAt }: Agent): Promise<void> {
    const { cpu, memory, inFlight, queued } = telemetry;
    await this.trx.updateTable('registry.agents').set({ status, draining, cpu, memory, inFlight, queued, lastHeartbeatAt }).where('tenantId', '=', this.tenantId).where('id', '=', id).execute();
  }

  async remove(id: AgentId): Promise<void> {
    await this.trx.deleteFrom('registry.agents').where('tenantId', '=', this.tenantId).where('id', '=', id).execute();
  }

  async list({ status, capability, labels }: AgentFilter, { limit, after }: PageRequest): Promise<Page<Agent>> {
    let query = this.rows();
    if (status !== undefined && status.length > 0) query = query.where('status', 'in', status);
    if (capability !== undefined) query = query.where('id', 'in', this.idsWith(capability));
    if (labels !== undefined) query = query.where(carries(labels));
    if (after?.[0] !== undefined) query = query.where('id', '>', after[0]);
    const rows = await query.orderBy('id').limit(limit + 1).execute();
    return pageOf(rows.map(toAgent), limit, ({ id }) => [id]);
  }

  async findFree({ capabilities, labels, limit }: Parameters<AgentRepository['findFree']>[0]): Promise<readonly Agent[]> {
    const [first] = capabilities;
    let query = this.rows().where('status', '=', 'healthy').where('draining', '=', false);
    if (first !== undefined) query = query.where('id', 'in', this.idsWith(first));
    const rows = await query
      .where(sql<SqlBool>`capabilities @> ${[...capabilities]}::text[]`)
      .where(carries(labels))
      .where(sql<SqlBool>`slots > greatest(reserved_slots, in_flight + queued)`)
      .orderBy('lastHeartbeatAt', 'desc')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(toAgent);
  }

  async lockSilent(silentBefore: Date, limit: number): Promise<readonly Agent[]> {
    const rows = await this.rows().where('lastHeartbeatAt', '<', silentBefore).orderBy('lastHeartbeatAt').limit(limit).forUpdate().skipLocked().execute();
    return rows.map(toAgent);
  }

  async any(): Promise<boolean> {
    return (await this.trx.selectFrom('registry.agents').select('id').where('tenantId', '=', this.tenantId).limit(1).executeTakeFirst()) !== undefined;
  }

  private rows() {
    return this.trx.selectFrom('registry.agents').selectAll().where('tenantId', '=', this.tenantId);
  }

  private idsWith(capability: string) {
    return this.trx.selectFrom('registry.agentCapabilities').select('agentId').where('tenantId', '=', this.tenantId).where('capability', '=', capability);
  }
}

const carries = (labels: Readonly<Record<string, string>>) => sql<SqlBool>`labels @> ${JSON.stringify(labels)}::jsonb`;

function one(row: AgentRow | undefined): Agent {
  if (!row) throw notFound('agent');
  return toAgent(row);
}
