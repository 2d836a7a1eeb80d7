import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** An address in front of a server, which answers while the gate is open: for outages that are over when the test says so. */
export interface Gate {
  /** `host:port`; the same before, during and after an outage. */
  readonly address: string;
  open(): Promise<void>;
  /** Ends the connections there are and refuses new ones. */
  close(): Promise<void>;
}

/** A closed gate in front of `target`, a `host:port`. */
export async function gateTo(target: string): Promise<Gate> {
  const [host = '', targetPort = ''] = target.split(':');
  const sockets = new Set<Socket>();
  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.once('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  const listen = async (port: number): Promise<Server> => {
    const server = createServer((inside) => {
      const outside = track(connect(Number(targetPort), host));
      track(inside).pipe(outside).pipe(inside);
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  const shut = async (server: Server): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };

  const first = await listen(0);
  const { port } = first.address() as AddressInfo;
  await shut(first);
  let server: Server | undefined;
  return {
    address: `127.0.0.1:${port}`,
    async open() {
      server ??= await listen(port);
    },
    async close() {
      const open = server;
      server = undefined;
      if (open) await shut(open);
    },
  };
}
