import type { DomainEvent } from '#internal/kernel';
import { PRODUCT_SOURCES, type CloudEvent } from './cloud-event.ts';

/** What of the product's own news workflows may listen to; docs/events.md says the same to people. */
export const PRODUCT_EVENTS = [
  'alerting.alert.fired',
  'alerting.alert.acknowledged',
  'alerting.alert.escalated',
  'alerting.alert.resolved',
  'automation.approval.requested',
  'automation.approval.decided',
  'automation.approval.expired',
  'automation.execution.started',
  'automation.execution.finished',
  'remediation.remediation.escalated',
  'tickets.ticket.opened',
  'tickets.ticket.leased',
  'tickets.ticket.lease_expired',
  'tickets.ticket.completed',
  'tickets.ticket.failed',
  'tickets.ticket.cancelled',
  'tickets.ticket.sla_at_risk',
  'tickets.ticket.sla_breached',
] as const;

/** A happening of the product as a CloudEvent: its type unchanged, the context as source, the entity as subject. */
export const productEvent = ({ id, type, aggregateId, occurredAt, data }: DomainEvent): CloudEvent => ({
  specversion: '1.0',
  id,
  source: `${PRODUCT_SOURCES}${type.split('.')[0] ?? ''}`,
  type,
  subject: aggregateId,
  time: occurredAt.toISOString(),
  datacontenttype: 'application/json',
  data,
});
