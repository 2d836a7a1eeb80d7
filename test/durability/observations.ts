import type { Client as TemporalClient } from '@temporalio/client';
import type { Pool, PoolClient } from 'pg';
import type { Acknowledged } from './alert-source.ts';
import type { Arrival, EffectReceiver, Page, Span } from './effect-receiver.ts';

export interface AlertRow {
  readonly tenantId: string;
  readonly id: string;
  readonly instance: string;
  readonly status: string;
}

/** One remediation with what became of its execution. */
export interface RemediationRow {
  readonly tenantId: string;
  readonly id: string;
  readonly alertId: string;
  readonly instance: string;
  readonly status: string;
  readonly executionId: string | null;
  readonly executionStatus: string | null;
}

/** One execution that clients ask for directly, with the `instance` of its input; or one plan, named after its instance. */
export interface SagaRow {
  readonly tenantId: string;
  readonly id: string;
  readonly instance: string;
  readonly status: string;
}

export interface TicketRow {
  readonly key: string;
  readonly type: string;
  readonly status: string;
  /** Null for a ticket of a plan. */
  readonly executionId: string | null;
}

/** A thing with a version, and how many entries of the audit log tell of changes of it. */
export interface AuditedRow {
  readonly entity: string;
  readonly version: number;
  readonly entries: number;
}

export interface ChainState {
  readonly tenantId: string;
  readonly entries: number;
  readonly verifiedEntries: number;
  readonly firstBroken: string | null;
}

/** Everything the checkers judge: what clients were told, what the receiver saw, and the state of the stores. */
export interface Observations {
  readonly acknowledged: readonly Acknowledged[];
  readonly arrivals: readonly Arrival[];
  readonly effects: readonly Arrival[];
  readonly pages: readonly Page[];
  readonly spans: readonly Span[];
  readonly alerts: readonly AlertRow[];
  readonly remediations: readonly RemediationRow[];
  readonly sagas: readonly SagaRow[];
  readonly plans: readonly SagaRow[];
  /** Readings that reached whoever collects them. */
  readonly heard: readonly number[];
  readonly tickets: readonly TicketRow[];
  /** Slots of agents and of throttles that are taken or promised. */
  readonly heldSlots: readonly string[];
  readonly audited: readonly AuditedRow[];
  readonly chains: readonly ChainState[];
  /** Events that are due and not delivered, or given up. */
  readonly waitingEvents: readonly string[];
  readonly openWorkflows: number;
  readonly advisoryLocks: number;
  /** Connections by the name of the program that holds them. */
  readonly connections: Readonly<Record<string, number>>;
  readonly surprises: readonly string[];
}

export interface Observed {
  /** A superuser's: sees all tenants. */
  readonly database: Pool | PoolClient;
  readonly temporal: TemporalClient;
  readonly receiver: Pick<EffectReceiver, 'arrivals' | 'effects' | 'pages' | 'spans'>;
  readonly acknowledged: readonly Acknowledged[];
  readonly verifyChain: (tenantId: string) => Promise<{ readonly verifiedEntries: number; readonly firstBroken: string | null }>;
  readonly surprises: readonly string[];
}

const ALERTS = `SELECT tenant_id AS "tenantId", id, labels ->> 'instance' AS instance, status FROM alerting.alerts`;

const REMEDIATIONS = `
SELECT r.tenant_id AS "tenantId", r.id, r.alert_id AS "alertId", r.target AS instance, r.status, r.execution_id AS "executionId", e.status AS "executionStatus"
FROM remediation.remediations r LEFT JOIN automation.executions e ON e.tenant_id = r.tenant_id AND e.id = r.execution_id`;

const SAGAS = `SELECT tenant_id AS "tenantId", id, input ->> 'instance' AS instance, status FROM automation.executions WHERE input ->> 'instance' IS NOT NULL`;

const PLANS = `SELECT tenant_id AS "tenantId", id, name AS instance, status FROM orchestration.plans`;

const HEARD = `SELECT (item ->> 'n')::int AS n FROM automation.executions e, json_array_elements(e.output) item WHERE e.input ->> 'collector' IS NOT NULL AND e.status = 'completed'`;

const HELD_SLOTS = `
SELECT 'agent ' || agent_id || ' for ticket ' || ticket_id AS slot FROM registry.reservations
UNION ALL SELECT 'agent ' || id || ' has ' || reserved_slots FROM registry.agents WHERE reserved_slots > 0
UNION ALL SELECT 'throttle ' || key || ' of ' || holder FROM automation.throttle_slots WHERE released_at IS NULL`;

const TICKETS = `SELECT idempotency_key AS key, type, status, execution_id AS "executionId" FROM tickets.tickets`;

// Every change of a state makes the next version; that people were told of an escalation changes no state.
const AUDITED = `
SELECT v.entity || ' ' || v.id AS entity, v.version, count(a.seq)::int AS entries
FROM (
  SELECT tenant_id, id, 'alert' AS entity, version FROM alerting.alerts
  UNION ALL SELECT tenant_id, id, 'remediation', version FROM remediation.remediations
  UNION ALL SELECT tenant_id, id, 'execution', version FROM automation.executions
  UNION ALL SELECT tenant_id, id, 'ticket', version FROM tickets.tickets
) v
LEFT JOIN audit.audit_log a ON a.tenant_id = v.tenant_id AND a.entity_type = v.entity AND a.entity_id = v.id::text AND a.action NOT LIKE 'remediation.escalation.%'
GROUP BY v.tenant_id, v.entity, v.id, v.version`;

const CHAINS = `SELECT tenant_id AS "tenantId", count(*)::int AS entries FROM audit.audit_log GROUP BY tenant_id ORDER BY tenant_id`;

const WAITING = `
SELECT type || coalesce(': ' || last_error, '') AS event FROM platform.outbox
WHERE dead_at IS NOT NULL OR delivered_at IS NULL AND available_at <= now()`;

const LOCKS = `SELECT count(*)::int AS count FROM pg_locks WHERE locktype = 'advisory'`;
const CONNECTIONS = `SELECT application_name AS name, count(*)::int AS count FROM pg_stat_activity WHERE application_name LIKE 'orchestrix-%' GROUP BY 1`;

/** Looks at everything there is. Throws when a store or the API does not answer. */
export async function observe({ database, temporal, receiver, acknowledged, verifyChain, surprises }: Observed): Promise<Observations> {
  const rows = async <Row extends object>(text: string): Promise<Row[]> => (await database.query<Row>(text)).rows;
  const chains = await Promise.all(
    (await rows<{ tenantId: string; entries: number }>(CHAINS)).map(async (chain): Promise<ChainState> => ({ ...chain, ...(await verifyChain(chain.tenantId)) })),
  );
  const [locks] = await rows<{ count: number }>(LOCKS);
  return {
    acknowledged: [...acknowledged],
    arrivals: [...receiver.arrivals],
    effects: [...receiver.effects],
    pages: [...receiver.pages],
    spans: [...receiver.spans],
    alerts: await rows<AlertRow>(ALERTS),
    remediations: await rows<RemediationRow>(REMEDIATIONS),
    sagas: await rows<SagaRow>(SAGAS),
    plans: await rows<SagaRow>(PLANS),
    heard: (await rows<{ n: number }>(HEARD)).map(({ n }) => n),
    heldSlots: (await rows<{ slot: string }>(HELD_SLOTS)).map(({ slot }) => slot),
    tickets: await rows<TicketRow>(TICKETS),
    audited: await rows<AuditedRow>(AUDITED),
    chains,
    waitingEvents: (await rows<{ event: string }>(WAITING)).map(({ event }) => event),
    openWorkflows: (await temporal.workflow.count('ExecutionStatus = "Running"')).count,
    advisoryLocks: locks?.count ?? 0,
    connections: Object.fromEntries((await rows<{ name: string; count: number }>(CONNECTIONS)).map(({ name, count }) => [name, count])),
    surprises: [...surprises],
  };
}
