import type { DomainEvent } from '#internal/kernel';
import type { EventHandler } from '#internal/platform/outbox';
import { Counter, type Registry } from '#pkg/observability';

/**
 * Counts what happened, from the events that tell of it. Labels are statuses and types only: nothing that a tenant can multiply. An event that is
 * delivered again is counted again, as with any counter behind at-least-once delivery.
 */
export function countedEvents(registry: Registry): Readonly<Record<string, EventHandler>> {
  const counter = (name: string, help: string, labels: readonly string[]) => new Counter({ name, help, labelNames: labels, registers: [registry] });
  const alerts = counter('orchestrix_alerting_alerts_total', 'Alerts that changed to a status', ['status', 'severity']);
  const executions = counter('orchestrix_automation_executions_total', 'Executions that ended, by status', ['status']);
  const compensations = counter('orchestrix_automation_compensations_total', 'Compensations that ended, by status', ['status']);
  const tickets = counter('orchestrix_tickets_effects_total', 'Tickets that ended, by type and status', ['type', 'status']);
  const escalations = counter('orchestrix_remediation_escalations_total', 'Remediations that failed or did not help', []);

  const alert = async ({ data }: DomainEvent): Promise<void> => alerts.inc({ status: text(data['status']), severity: text(data['severity']) });
  const ticket = async ({ data }: DomainEvent): Promise<void> => {
    const [type, status] = [text(data['type']), text(data['status'])];
    tickets.inc({ type, status });
    if (type === 'COMPENSATE') compensations.inc({ status });
  };
  return {
    'alerting.alert.fired': alert,
    'alerting.alert.acknowledged': alert,
    'alerting.alert.escalated': alert,
    'alerting.alert.resolved': alert,
    'automation.execution.finished': async ({ data }) => executions.inc({ status: text(data['status']) }),
    'remediation.remediation.escalated': async () => escalations.inc(),
    'tickets.ticket.completed': ticket,
    'tickets.ticket.failed': ticket,
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : 'unknown');
