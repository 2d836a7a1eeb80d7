import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A service to act on: answers every POST at once and tells what it saw. */
export interface EffectSink {
  readonly url: string;
  /** Calls `listener` with the `key` of each request's query and the time in milliseconds. */
  onEffect(listener: (key: string, at: number) => void): void;
  stop(): Promise<void>;
}

export async function startEffectSink(): Promise<EffectSink> {
  let listener: (key: string, at: number) => void = () => undefined;
  const server = createServer((request, response) => {
    const at = performance.now();
    request.resume();
    listener(new URL(request.url ?? '/', 'http://sink').searchParams.get('key') ?? '', at);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"done":true}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    onEffect: (given) => void (listener = given),
    stop: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}
