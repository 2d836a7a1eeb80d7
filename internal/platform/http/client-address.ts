import type { IncomingMessage } from 'node:http';
import proxyAddress from 'proxy-addr';

/** Finds the address of the caller. */
export type ClientAddress = (request: IncomingMessage) => string;

const plain = (address: string): string => (address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address);

/** `X-Forwarded-For` counts as far as its hops are trusted (addresses, networks, `loopback`, `linklocal`, `uniquelocal`); without any it is ignored. */
export function clientAddress(trustedProxies: readonly string[]): ClientAddress {
  if (trustedProxies.length === 0) return ({ socket }) => plain(socket.remoteAddress ?? '');
  const trust = proxyAddress.compile([...trustedProxies]);
  return (request) => plain(proxyAddress(request, trust));
}
