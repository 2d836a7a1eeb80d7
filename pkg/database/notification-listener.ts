import { Client } from 'pg';

const RECONNECT_MS = 1_000;

export interface NotificationListenerOptions {
  readonly url: string;
  /** A plain identifier: it cannot be a parameter. */
  readonly channel: string;
  readonly applicationName: string;
  readonly onNotification: (payload: string) => void;
  /** It listens, for the first time or again: what was sent before was not heard. */
  readonly onConnected: () => void;
}

/** Hears what others NOTIFY, on a connection of its own that it opens again whenever it breaks. Notifications sent meanwhile are lost, so poll as well. */
export class NotificationListener {
  #client: Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(private readonly options: NotificationListenerOptions) {}

  async start(): Promise<void> {
    if (this.#stopped) return;
    const { url, channel, applicationName, onNotification, onConnected } = this.options;
    const client = new Client({ connectionString: url, application_name: applicationName, keepAlive: true, connectionTimeoutMillis: 5_000 });
    this.#client = client;
    client.on('notification', ({ payload }) => { onNotification(payload ?? ''); });
    client.once('error', () => { this.#again(client); });
    client.once('end', () => { this.#again(client); });
    try {
      await client.connect();
      await client.query(`LISTEN ${channel}`);
      onConnected();
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
