import { drained } from './answer-writer.ts';
import type { RequestContext } from './request-context.ts';
import { API_HEADERS } from './security-headers.ts';

/** The media type of server-sent events (HTML Living Standard, section 9.2). */
export const EVENT_STREAM = 'text/event-stream';

/** One event, or a comment that only keeps the connection alive. A browser sends the last `id` as `Last-Event-ID` when it comes back. */
export type ServerSentEvent<Data = unknown> = { readonly comment: string } | { readonly event: string; readonly id?: string; readonly data: Data };

/** How long browsers wait before they come back. */
const RECONNECT_MS = 2000;

/** The lines of an event. JSON has no line breaks; in other fields they would begin another field, so they are left out. */
function encoded(event: ServerSentEvent): string {
  const line = (name: string, value: string): string => `${name}: ${value.replaceAll(/[\r\n]/g, ' ')}\n`;
  if ('comment' in event) return `${line('', event.comment)}\n`;
  return `${event.id === undefined ? '' : line('id', event.id)}${line('event', event.event)}${line('data', JSON.stringify(event.data))}\n`;
}

/** Sends events as they come, and no faster than the caller reads them. The headers go out at once, so that the caller knows that it is heard. */
export async function writeEvents({ response, headers }: RequestContext, own: Readonly<Record<string, string>>, events: AsyncIterable<ServerSentEvent>): Promise<void> {
  // nginx would hold events back until its buffer is full.
  response.writeHead(200, { ...API_HEADERS, ...headers, ...own, 'Content-Type': EVENT_STREAM, 'X-Accel-Buffering': 'no' });
  response.write(`retry: ${RECONNECT_MS}\n\n`);
  try {
    for await (const event of events) {
      if (response.destroyed) return;
      if (!response.write(encoded(event))) await drained(response);
    }
    response.end();
  } catch (error) {
    response.destroy();
    throw error;
  }
}
