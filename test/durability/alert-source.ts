import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ProductClient } from '../support/product-client.ts';
import { ALERT_NAME } from './slow-remediation.ts';

/** An alert that the API answered with success: from now on it must never be lost. */
export interface Acknowledged {
  readonly tenantId: string;
  readonly instance: string;
  /** The answer's id, where the answer has one. */
  readonly alertId?: string;
}

const RETRY_MS = 200;
const PATIENCE_MS = 90_000;

/** Says that something is broken, as often as it takes. Every second alert comes as Prometheus would send it, the others by hand with an `Idempotency-Key`. */
export class AlertSource {
  readonly acknowledged: Acknowledged[] = [];
  /** Tries that got no answer, or none that counts. */
  failures = 0;
  #sent = 0;
  readonly #sending: Promise<void>[] = [];

  constructor(private readonly tenantId: string, private readonly client: ProductClient) {}

  /** Does not wait for the acknowledgement. */
  send(instance: string): void {
    const byHand = this.#sent++ % 2 === 1;
    const sending = this.#untilAcknowledged(instance, byHand ? this.#byHand(instance) : this.#asPrometheus(instance));
    sending.catch(() => undefined); // told by `settled`
    this.#sending.push(sending);
  }

  /** Resolves when everything is acknowledged that was sent. */
  async settled(): Promise<void> {
    await Promise.all(this.#sending);
  }

  #asPrometheus(instance: string) {
    const startsAt = new Date().toISOString();
    const body = [{ labels: { alertname: ALERT_NAME, instance, severity: 'critical' }, startsAt }];
    return () => this.client.send('receivePrometheusAlerts', { body });
  }

  #byHand(instance: string) {
    const body = { labels: { alertname: ALERT_NAME, instance, severity: 'critical' } };
    const headers = { 'Idempotency-Key': randomUUID() };
    return () => this.client.send('createAlert', { body, headers });
  }

  async #untilAcknowledged(instance: string, attempt: () => ReturnType<ProductClient['send']>): Promise<void> {
    for (const deadline = Date.now() + PATIENCE_MS; ; await pause(RETRY_MS)) {
      const answer = await attempt().catch((error: unknown) => ({ status: 0, body: String(error) }));
      if (answer.status >= 200 && answer.status < 300) {
        const alertId = (answer.body as { readonly id?: string } | undefined)?.id;
        this.acknowledged.push({ tenantId: this.tenantId, instance, ...(alertId !== undefined && { alertId }) });
        return;
      }
      this.failures += 1;
      // No answer, still running, too busy, broken: later. Anything else is a mistake of ours.
      const mayPass = answer.status === 0 || answer.status === 409 || answer.status === 429 || answer.status >= 500;
      if (!mayPass || Date.now() > deadline) throw new Error(`the alert of ${instance} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
  }
}
