import { Client } from 'pg';
import { OUTBOX_CHANNEL } from '#internal/platform/transactions';

const RECONNECT_MS = 1_000;

/** Rings `onSignal` when somebody committed events. While its connection is down nothing is lost: the relay polls as well. */
export class OutboxListener {
  #client: Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(private readonly url: string, private readonly onSignal: () => void) {}

  async start(): Promise<void> {
    if (this.#stopped) return;
    const client = new Client({ connectionString: this.url, application_name: 'orchestrix-outbox-listener', keepAlive: true, connectionTimeoutMillis: 5_000 });
    this.#client = client;
    client.on('notification', () => { this.onSignal(); });
    client.once('error', () => { this.#again(client); });
    client.once('end', () => { this.#again(client); });
    try {
      await client.connect();
      await client.query(`LISTEN ${OUTBOX_CHANNEL}`);
      this.onSignal(); // what was committed while nobody listened
    } catch {
      this.#again(client);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#client?.end().catch(() => undefined);
  }

  #again(failed: Client): void {
    if (this.#client !== failed) return;
    this.#client = undefined;
    failed.on('error', () => undefined);
    void failed.end().catch(() => undefined);
    if (!this.#stopped) this.#retry = setTimeout(() => void this.start(), RECONNECT_MS);
  }
}
