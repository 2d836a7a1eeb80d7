import { type Actor, systemActor } from './actor.ts';
import type { TenantId } from './ids.ts';
import type { JsonObject } from './json.ts';

/** Something that happened, in the past tense: `alerting.alert.fired`. Handlers see it at least once, in order per aggregate. */
export interface DomainEvent<Data extends JsonObject = JsonObject> {
  readonly id: string;
  readonly type: string;
  readonly tenantId: TenantId;
  /** The entity it is about; events of one aggregate are delivered in the order of their commits. */
  readonly aggregateId: string;
  readonly occurredAt: Date;
  readonly correlationId: string;
  readonly traceparent?: string;
  readonly data: Data;
}

/** Orchestrix itself reacting to an event: the part of it called `name`, for the event's tenant, with the event's correlation id and trace. */
export const reactingTo = ({ tenantId, type, correlationId, traceparent }: DomainEvent, name: string): Actor =>
  systemActor(tenantId, name, { correlationId, via: type, ...(traceparent !== undefined && { traceparent }) });

/** What a use case says; the outbox adds id, tenant, time and correlation from the transaction's actor. */
export interface NewEvent<Data extends JsonObject = JsonObject> {
  readonly type: string;
  readonly aggregateId: string;
  readonly data: Data;
  /** Not delivered before this time: a durable timer. */
  readonly availableAt?: Date;
  /** Somebody waits for it: not delivered behind thousands of others, but in lanes of its own. For what is rare. */
  readonly urgent?: boolean;
}

/** Events that leave with the transaction: committed with the state they tell of, or not at all. */
export interface Outbox {
  publish(...events: readonly NewEvent[]): void;
}
