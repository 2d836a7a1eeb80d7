import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that the service got. */
export interface ServiceCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** A small service that workflows repair, probes look at, and webhooks call. Answers 200 with `{"ok": true}` unless told otherwise. */
export interface SampleService {
  readonly url: string;
  /** All requests so far, in order of arrival. */
  readonly calls: readonly ServiceCall[];
  callsTo(path: string): readonly ServiceCall[];
  /** From now on `path` answers with `status`. */
  answer(path: string, status: number): void;
  stop(): Promise<void>;
}

export async function startSampleService(): Promise<SampleService> {
  const calls: ServiceCall[] = [];
  const statuses = new Map<string, number>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const path = request.url ?? '/';
      calls.push({ method: request.method ?? '', path, headers: request.headers, body: text === '' ? undefined : JSON.parse(text) });
      response.writeHead(statuses.get(path) ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: !statuses.has(path) }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    callsTo: (path) => calls.filter((call) => call.path === path),
    answer: (path, status) => void statuses.set(path, status),
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The service of a suite, stopped after it; to be used in tests and hooks only. */
export function useSampleService(): { readonly service: SampleService } {
  let service: SampleService | undefined;
  beforeAll(async () => {
    service = await startSampleService();
  });
  afterAll(() => service?.stop());
  return {
    get service() {
      if (!service) throw new Error('the sample service runs in tests and hooks only');
      return service;
    },
  };
}
