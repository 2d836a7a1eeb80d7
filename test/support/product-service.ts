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
  /** From now on `path` answers with `status`, and with the body, if one is given. */
  answer(path: string, status: number, body?: string): void;
  stop(): Promise<void>;
}

export async function startSampleService(): Promise<SampleService> {
  const calls: ServiceCall[] = [];
  const answers = new Map<string, { readonly status: number; readonly body?: string }>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const path = request.url ?? '/';
      calls.push({ method: request.method ?? '', path, headers: request.headers, body: text === '' ? undefined : JSON.parse(text) });
      const { status = 200, body = JSON.stringify({ ok: !answers.has(path) }) } = answers.get(path) ?? {};
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    callsTo: (path) => calls.filter((call) => call.path === path),
    answer: (path, status, body) => void answers.set(path, { status, ...(body !== undefined && { body }) }),
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
