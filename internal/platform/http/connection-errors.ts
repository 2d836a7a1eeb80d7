import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { IdGenerator } from '#internal/kernel';
import { correlationOf } from './correlation.ts';
import { failureOf, TransportError } from './problem.ts';

// What Node's parser refuses never becomes a request: too slow, too long, or ambiguous (two lengths, bare line feeds: request smuggling).
function transportError(code: string | undefined): TransportError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new TransportError('request_timeout', 'the request did not arrive in time');
  if (code === 'HPE_HEADER_OVERFLOW') return new TransportError('headers_too_large', 'the header fields are too large');
  return new TransportError('malformed', 'this is not HTTP/1.1 as RFC 9112 defines it');
}

/** Answers what the parser refuses with problem+json, and closes the connection. `current` finds the answer that a socket is busy with. */
export function answerConnectionErrors(server: Server, ids: IdGenerator, current: (socket: Socket) => ServerResponse | undefined): void {
  server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
    const socket = stream as Socket; // plain HTTP: no other kind of stream
    // Bytes of another answer may be on their way: more of them would be taken for a part of it.
    if (!socket.writable || error.code === 'ECONNRESET' || current(socket)?.headersSent === true) return void socket.destroy();
    const { correlationId } = correlationOf(undefined, ids);
    const { problem } = failureOf(transportError(error.code), '', correlationId);
    const body = JSON.stringify(problem);
    socket.end(
      `HTTP/1.1 ${problem.status} ${problem.title}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
        `X-Correlation-Id: ${correlationId}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n${body}`,
    );
    // A caller who neither reads nor leaves must not keep the socket.
    socket.setTimeout(1000, () => socket.destroy());
  });
}
