import { reactingTo, type JsonObject } from '#internal/kernel';
import type { EventHandler } from '#internal/platform/outbox';
import type { ReceiveSignals } from '#internal/alerting';

const SEVERITY: Readonly<Record<string, string>> = { LOW: 'info', MEDIUM: 'warning', HIGH: 'critical', CRITICAL: 'critical' };

/** What the event of a failed plan tells; written by `orchestration`. */
interface PlanFailed extends JsonObject {
  readonly plan_id: string;
  readonly name: string;
  readonly risk_band: string;
  readonly cause: { readonly detail: string } | null;
}

/** A plan that failed is an alert like any other, so that policies can repair what it was about. Somebody resolves it; telling it again changes nothing. */
export function planAlerts(receive: ReceiveSignals): EventHandler {
  return async (event) => {
    const { plan_id: planId, name, risk_band: band, cause } = event.data as PlanFailed;
    await receive(reactingTo(event, 'orchestration'), [
      {
        labels: { alertname: 'PlanFailed', plan_id: planId, plan: name, risk_band: band, severity: SEVERITY[band] ?? 'warning' },
        annotations: { summary: `Plan ${name} failed: ${cause?.detail ?? 'no reason was given'}` },
        startsAt: event.occurredAt,
        source: 'manual',
        ends: 'by_word',
      },
    ]);
  };
}
