import { Client, type Pool } from 'pg';
import type { TenantId } from '#internal/kernel';
import type { WorkSignal, WorkWaiter } from '../ports/work-signal.ts';
import { WorkWaiters } from './work-waiters.ts';

const CHANNEL = 'orchestrix_tickets';
const RECONNECT_MS = 1_000;

/**
 * `LISTEN` and `NOTIFY`, on a connection of its own that is opened when somebody waits for the first time. A notification carries the tenant's id and nothing else, so that
 * work of one tenant does not wake the agents of all; nobody but our own processes connects to this database.
 */
export class PostgresWorkSignal implements WorkSignal {
  readonly #waiters = new WorkWaiters();
  #client: Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(private readonly pool: Pool, private readonly url: string) {}

  waiterOf(tenantId: TenantId): WorkWaiter {
    this.#listen();
    return this.#waiters.waiterOf(tenantId);
  }

  async announce(tenantId: TenantId): Promise<void> {
    await this.pool.query({ name: 'tickets_notify', text: `SELECT pg_notify('${CHANNEL}', $1)`, values: [tenantId] });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    this.#waiters.wakeAll();
    await this.#client?.end().catch(() => undefined);
  }

  #listen(): void {
    if (this.#client || this.#stopped) return;
    const client = new Client({ connectionString: this.url, application_name: 'orchestrix-work-signal', keepAlive: true, connectionTimeoutMillis: 5_000 });
    this.#client = client;
    client.on('notification', ({ payload }) => { this.#waiters.wake(payload as TenantId); });
    client.once('error', () => { this.#again(client); });
    client.once('end', () => { this.#again(client); });
    client.connect().then(() => client.query(`LISTEN ${CHANNEL}`)).then(() => { this.#waiters.wakeAll(); }, () => { this.#again(client); });
  }

  #again(failed: Client): void {
    if (this.#client !== failed || this.#stopped) return;
    failed.on('error', () => undefined);
    void failed.end().catch(() => undefined);
    clearTimeout(this.#retry); // an error, the end and a failed connect may all tell of one loss, and one connection takes its place
    this.#retry = setTimeout(() => {
      this.#client = undefined;
      this.#listen();
    }, RECONNECT_MS);
  }
}
