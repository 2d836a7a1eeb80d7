import { Counter, Histogram, type Registry } from '#pkg/observability';
import type { DeliveryObserver } from '../service/deliver-notifications.ts';

/** Counts attempts and measures them. Labels are channels and outcomes only: nothing that a tenant can multiply. */
export function deliveryMetrics(registry: Registry): DeliveryObserver {
  const attempts = new Counter({ name: 'orchestrix_notifications_attempts_total', help: 'Attempts to deliver a notification, by channel and outcome', labelNames: ['kind', 'outcome'], registers: [registry] });
  const latency = new Histogram({ name: 'orchestrix_notifications_attempt_seconds', help: 'How long providers took to answer', labelNames: ['kind'], buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15], registers: [registry] });
  const waited = new Histogram({
    name: 'orchestrix_notifications_delivery_seconds', help: 'From when a notification was put into its queue until it was delivered', labelNames: ['kind'],
    buckets: [0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600], registers: [registry],
  });
  return {
    attempted({ kind }, { outcome, latencyMs }, waitedMs) {
      attempts.inc({ kind, outcome });
      latency.observe({ kind }, latencyMs / 1000);
      if (outcome === 'delivered') waited.observe({ kind }, waitedMs / 1000);
    },
  };
}
