import { createServer } from 'node:net';
import { AppError } from '#pkg/apperror';

/**
 * A TCP port of the loopback interface that nobody listens on. With `wanted` it is that port or an `AppError`
 * (`unavailable`) that says whose setting to change; the port stays free only as long as nobody else takes it.
 */
export function freePort(wanted?: { readonly port: number; readonly what: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code === 'EADDRINUSE' ? 'is already in use' : `cannot be opened (${cause.code ?? cause.message})`;
      reject(new AppError('unavailable', `port ${wanted?.port ?? 0} for ${wanted?.what ?? 'a server'} ${reason}: stop what uses it or choose another port`, { cause }));
    });
    server.listen(wanted?.port ?? 0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('the server has no TCP address'))));
    });
  });
}
