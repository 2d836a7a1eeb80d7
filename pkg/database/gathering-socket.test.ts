import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gatheringSocket } from './gathering-socket.ts';

describe('a gathering socket', () => {
  test('holds back what one turn writes, continuations of settled promises included, and sends it in order', async () => {
    const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const received = once(server, 'connection').then(async ([peer]: unknown[]) => (await buffer(peer as AsyncIterable<Uint8Array>)).toString());
    const socket = gatheringSocket();
    socket.connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write('0');
    await once(socket, 'connect');

    socket.write('1');
    socket.write('2');
    await Promise.resolve().then(() => socket.write('3'));
    expect(socket.writableCorked).toBe(1);
    expect(socket.writableLength).toBe(3);
    await new Promise(setImmediate);
    expect(socket.writableCorked).toBe(0);
    socket.end('4');
    expect(await received).toBe('01234');
    socket.destroy();
    server.close();
  });
});
