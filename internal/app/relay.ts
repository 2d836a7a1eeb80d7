import { PostgresOutboxRelay, type RelayObserver, type Subscriptions } from '#internal/platform/outbox';
import { Counter, Gauge, Histogram, SpanKind, withSpan } from '#pkg/observability';
import type { Platform } from './platform.ts';

/** Starts the outbox relay with its metrics, its log lines and a span per event that continues the event's trace. */
export async function startRelay({ registry, logger, clock, outboxSignal }: Platform, { url, subscriptions }: { readonly url: string; readonly subscriptions: Subscriptions }): Promise<{ stop(): Promise<void> }> {
  const lag = new Histogram({
    name: 'orchestrix_outbox_delivery_lag_seconds',
    help: 'From the moment an event was due until its subscribers had handled it',
    labelNames: ['type'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
    registers: [registry],
  });
  const failures = new Counter({ name: 'orchestrix_outbox_failed_deliveries_total', help: 'Deliveries that failed and are tried again, or given up', labelNames: ['type', 'dead'], registers: [registry] });

  const observer: RelayObserver = {
    delivered: ({ type }, lagMs) => lag.observe({ type }, lagMs / 1000),
    failed({ id, type, tenantId, correlationId }, error, { count, dead }) {
      failures.inc({ type, dead: String(dead) });
      const fields = { event_id: id, event_type: type, tenant_id: tenantId, correlation_id: correlationId, attempt: count, err: error };
      if (dead) logger.error(fields, 'an event was given up; it is kept and can be replayed');
      else logger.warn(fields, 'an event could not be handled and is tried again');
    },
    troubled: (error) => logger.error({ err: error }, 'the outbox cannot be read'),
  };

  const relay = new PostgresOutboxRelay({
    url,
    subscriptions,
    clock,
    observer,
    hearNearby: (ring) => { outboxSignal.ringNearby(ring); },
    around: (event, deliver) =>
      withSpan(`handle ${event.type}`, { kind: SpanKind.CONSUMER, parent: event.traceparent, attributes: { 'orchestrix.tenant': event.tenantId, 'messaging.message.id': event.id } }, deliver),
  });
  new Gauge({
    name: 'orchestrix_outbox_backlog_events',
    help: 'Events that are due, scheduled for later, or given up',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const { due, scheduled, dead } = await relay.ledger.backlog(clock.now());
      for (const [state, count] of Object.entries({ due, scheduled, dead })) this.set({ state }, count);
    },
  });
  await relay.start();
  return { stop: () => relay.stop() };
}
