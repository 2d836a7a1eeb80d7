import type { Pool } from 'pg';
import { asTenantId, type TenantId } from '#internal/kernel';
import { NotificationListener } from '#pkg/database';
import type { ChangeBell, ChangeSignal, ChangeWaiter } from '../ports/change-signal.ts';
import type { HeartbeatReception } from '../ports/heartbeat-reception.ts';

const CHANNEL = 'orchestrix_registry';
/** How the connection calls itself on which an API process listens; the health manager looks for it. */
const LISTENER = 'orchestrix-agents-listener';

/** Sends the tenant's id by NOTIFY; nothing else, because row-level security does not govern notifications. */
export class PostgresChangeSignal implements ChangeSignal {
  constructor(private readonly pool: Pool) {}

  async send(tenantId: TenantId): Promise<void> {
    await this.pool.query({ name: 'registry_notify', text: `SELECT pg_notify('${CHANNEL}', $1)`, values: [tenantId] });
  }
}

/** Listens on one connection per process, whoever watches, and rings the bells of the tenant. */
export class PostgresChangeListener implements ChangeWaiter {
  readonly #bells = new Map<TenantId, Set<Bell>>();
  readonly #listener: NotificationListener;

  constructor(url: string) {
    const ringAll = () => {
      for (const bells of this.#bells.values()) for (const bell of bells) bell.ring();
    };
    const ring = (tenant: string) => {
      for (const bell of this.#bells.get(asTenantId(tenant)) ?? []) bell.ring();
    };
    this.#listener = new NotificationListener({ url, channel: CHANNEL, applicationName: LISTENER, onNotification: ring, onConnected: ringAll });
  }

  start(): Promise<void> {
    return this.#listener.start();
  }

  stop(): Promise<void> {
    return this.#listener.stop();
  }

  subscribe(tenantId: TenantId): ChangeBell {
    const bells = this.#bells.get(tenantId) ?? new Set<Bell>();
    this.#bells.set(tenantId, bells);
    const bell = new Bell(() => {
      bells.delete(bell);
      if (bells.size === 0 && this.#bells.get(tenantId) === bells) this.#bells.delete(tenantId);
    });
    bells.add(bell);
    return bell;
  }
}

class Bell implements ChangeBell {
  #rung = false;
  #wake: (() => void) | undefined;

  constructor(readonly close: () => void) {}

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  async wait(ms: number, signal: AbortSignal): Promise<'rung' | 'late' | 'ended'> {
    if (!this.#rung && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        const wake = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        this.#wake = wake;
        signal.addEventListener('abort', wake, { once: true });
      });
      this.#wake = undefined;
    }
    if (signal.aborted) return 'ended';
    const rung = this.#rung;
    this.#rung = false;
    return rung ? 'rung' : 'late';
  }
}

/** Heartbeats can arrive while an API process holds its listening connection: it breaks with the process, with PostgreSQL and with the network between them. */
export class PostgresHeartbeatReception implements HeartbeatReception {
  constructor(private readonly pool: Pool) {}

  async since(): Promise<Date | undefined> {
    const { rows } = await this.pool.query<{ since: Date | null }>({
      name: 'registry_reception',
      text: 'SELECT min(backend_start) AS since FROM pg_catalog.pg_stat_activity WHERE datname = current_database() AND usename = current_user AND application_name = $1',
      values: [LISTENER],
    });
    return rows[0]?.since ?? undefined;
  }
}
