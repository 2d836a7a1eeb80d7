import type { CheckoutState } from './checkout-service.ts';

/** Content type of the Prometheus text format. */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** The state of the service in the Prometheus text format. */
export function checkoutMetrics(state: CheckoutState): string {
  const metric = (name: string, type: 'gauge' | 'counter', help: string, value: number): string =>
    `# HELP checkout_${name} ${help}\n# TYPE checkout_${name} ${type}\ncheckout_${name} ${value}\n`;
  return [
    metric('up', 'gauge', 'Whether the primary workers run', state.up ? 1 : 0),
    metric('workers', 'gauge', 'Primary workers', state.workers),
    metric('stuck_workers', 'gauge', 'Primary workers that hang in a payment', state.stuckWorkers),
    metric('standby_workers', 'gauge', 'Standby workers', state.standbyWorkers),
    metric('draining', 'gauge', 'Whether the primary workers take no new checkouts', state.draining ? 1 : 0),
    metric('requests_total', 'counter', 'Checkouts asked for', state.requests),
    metric('request_errors_total', 'counter', 'Checkouts that failed', state.failedRequests),
  ].join('');
}

/** Reads one metric without labels out of the text format; undefined when it is not there. */
export function metricValue(text: string, name: string): number | undefined {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
  const value = Number(line?.slice(name.length + 1));
  return line === undefined || Number.isNaN(value) ? undefined : value;
}
