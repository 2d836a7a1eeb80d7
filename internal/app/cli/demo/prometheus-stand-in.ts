import { setTimeout as sleep } from 'node:timers/promises';
import type { components } from '#internal/platform/http';
import type { AlertSource, SourceState } from './demo-alert-source.ts';
import { metricValue } from './checkout-metrics.ts';
import { ALERT_NAME } from './demo-payloads.ts';
import { HELD_FOR_SECONDS, ruleLabels, STUCK_THRESHOLD, type WatchOrder } from './prometheus-config.ts';

type PostableAlert = components['schemas']['PostableAlert'];

const ROUND_MS = 1000;
/** As Prometheus does, the end of a firing alert is put off for longer than the next post takes. */
const VOUCHES_MS = 4 * 60_000;

/** What the condition has been so far: since when it holds, and since when it fires. */
export interface Evaluation {
  readonly activeAt?: Date;
  readonly firedAt?: Date;
}

/** One round of the rule: the same `>=` and `for` that a Prometheus would evaluate. */
export function evaluate(before: Evaluation, stuckWorkers: number | undefined, now: Date): Evaluation {
  if (stuckWorkers === undefined || stuckWorkers < STUCK_THRESHOLD) return {};
  const activeAt = before.activeAt ?? now;
  if (before.firedAt) return before;
  return now.getTime() - activeAt.getTime() >= HELD_FOR_SECONDS * 1000 ? { activeAt, firedAt: now } : { activeAt };
}

/** The alert as Prometheus posts it: firing, or over since `now`. */
export function postedAlert({ names, serviceUrl }: WatchOrder, firedAt: Date, now: Date, over: boolean): PostableAlert {
  return {
    labels: { alertname: ALERT_NAME, instance: names.instance, job: 'checkout', ...ruleLabels(names) },
    annotations: { summary: `Workers of ${names.instance} hang in payments` },
    startsAt: firedAt.toISOString(),
    endsAt: new Date(now.getTime() + (over ? 0 : VOUCHES_MS)).toISOString(),
    generatorURL: `${serviceUrl}/metrics`,
  };
}

/** Stands in where no Prometheus is installed: reads `/metrics` every second and posts the same payload. */
export function startPrometheusStandIn(order: WatchOrder): AlertSource {
  const stopped = new AbortController();
  const { signal } = stopped;
  let evaluation: Evaluation | undefined;
  let complaint: string | undefined;

  const round = async (): Promise<void> => {
    const answer = await fetch(`${order.serviceUrl}/metrics`, { signal: AbortSignal.timeout(ROUND_MS) });
    const now = new Date();
    const before = evaluation ?? {};
    const after = evaluate(before, metricValue(await answer.text(), 'checkout_stuck_workers'), now);
    if (after.firedAt) await post(order, postedAlert(order, after.firedAt, now, false));
    else if (before.firedAt) await post(order, postedAlert(order, before.firedAt, now, true));
    evaluation = after; // only what was posted counts, so that a post that failed is repeated
  };

  const rounds = (async () => {
    while (!signal.aborted) {
      await round().catch((error: unknown) => {
        complaint = error instanceof Error ? error.message : String(error);
      });
      await sleep(ROUND_MS, undefined, { signal }).catch(() => undefined);
    }
  })();

  return {
    title: 'Prometheus stand-in',
    state: async (): Promise<SourceState> => (!evaluation ? 'starting' : evaluation.firedAt ? 'firing' : evaluation.activeAt ? 'pending' : 'inactive'),
    complaint: () => complaint,
    async stop() {
      stopped.abort();
      await rounds;
    },
  };
}

async function post({ apiUrl, apiKey }: WatchOrder, alert: PostableAlert): Promise<void> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const answer = await fetch(`${apiUrl}/api/v2/alerts`, { method: 'POST', headers, body: JSON.stringify([alert]), signal: AbortSignal.timeout(5000) });
  if (!answer.ok) throw new Error(`POST /api/v2/alerts answered ${answer.status}: ${(await answer.text()).slice(0, 200)}`);
}
