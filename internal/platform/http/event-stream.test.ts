import { once } from 'node:events';
import { startSpecServer } from './fakes/spec-server.ts';
import type { ServerSentEvent } from './event-stream.ts';
import { OpenStreams } from './open-streams.ts';

type Input = { readonly signal: AbortSignal };

/** A server whose stream tells what it is given and then waits for its end. */
async function serving(events: readonly ServerSentEvent[], { streams = 10, concurrency = 512 } = {}) {
  const ended: string[] = [];
  async function* told({ signal }: Input): AsyncGenerator<ServerSentEvent> {
    try {
      yield* events;
      if (!signal.aborted) await once(signal, 'abort');
    } finally {
      ended.push('ended');
    }
  }
  const server = await startSpecServer({ limits: { concurrency }, streams: new OpenStreams(streams), operations: { watchThings: (input) => Promise.resolve({ status: 200, events: told(input as Input) }) } });
  return { server, ended };
}

async function readUntil(answer: Response, text: string): Promise<string> {
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let read = '';
  while (!read.includes(text)) {
    const { value, done } = await reader.read();
    if (done) break;
    read += value;
  }
  reader.releaseLock();
  return read;
}

describe('server-sent events', () => {
  test('go out as they come, as the standard writes them', async () => {
    const { server } = await serving([{ comment: 'hello\nid: forged' }, { event: 'change', id: '7', data: { text: 'two\nlines' } }]);
    const answer = await server.fetch('/things/watch', { headers: { accept: 'text/event-stream' } });
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([200, 'text/event-stream', 'no-store']);
    expect(await readUntil(answer, 'lines')).toBe('retry: 2000\n\n: hello id: forged\n\nid: 7\nevent: change\ndata: {"text":"two\\nlines"}\n\n');
    await server.stop();
  });

  test('end when the server stops, without an error for the reader', async () => {
    const { server, ended } = await serving([{ comment: 'hello' }]);
    const answer = await server.fetch('/things/watch');
    const [text] = await Promise.all([answer.text(), server.stop()]);
    expect([text.endsWith(': hello\n\n'), ended]).toEqual([true, ['ended']]);
  });

  test('end when the caller leaves, and give the tenant its place back', async () => {
    const { server, ended } = await serving([{ comment: 'hello' }], { streams: 1 });
    const caller = new AbortController();
    await readUntil(await server.fetch('/things/watch', { signal: caller.signal }), 'hello');
    expect((await server.fetch('/things/watch')).status).toBe(429);
    caller.abort();
    while (ended.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    const again = await server.fetch('/things/watch');
    expect(again.status).toBe(200);
    await server.stop();
  });

  test('take no room in the server from those who want an answer', async () => {
    const { server } = await serving([{ comment: 'hello' }], { concurrency: 2 });
    const watching = await Promise.all(Array.from({ length: 5 }, () => server.fetch('/things/watch')));
    expect(watching.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await server.fetch('/things')).status).toBe(200);
    await server.stop();
  });
});
