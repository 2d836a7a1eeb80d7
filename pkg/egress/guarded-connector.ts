import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { EgressError } from './egress-error.ts';
import type { EgressPolicy } from './egress-policy.ts';
import { assertAddressAllowed, type EgressTarget } from './egress-target.ts';

/** Finds all addresses of a host name, in order of preference. Rejects when there is none. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

/** The operating system's resolver (hosts file, DNS), as everything else on the machine uses it. */
export const systemResolver: ResolveHost = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Opens sockets only to addresses that the policy allows. Names are resolved here, once, and the socket is given the very addresses that were judged, so
 * that a second, different answer of the name server (DNS rebinding) is never asked for. All answers must be allowed. Literal addresses are judged here
 * too: `net.connect` skips the lookup for them.
 */
export function guardedConnector(deps: {
  readonly target: EgressTarget;
  readonly policy: EgressPolicy;
  readonly resolve: ResolveHost;
  readonly timeoutMs: number;
  readonly certificateAuthorities?: readonly string[];
}): buildConnector.connector {
  const { target, policy, resolve, timeoutMs: timeout } = deps;
  return (options, callback) => {
    addressesOf(target, resolve)
      .then((addresses) => {
        for (const address of addresses) assertAddressAllowed(target, address, policy);
        const tls = deps.certificateAuthorities ? { ca: [...deps.certificateAuthorities] } : {};
        buildConnector({ ...tls, allowH2: false, timeout, lookup: lookupAmong(addresses) })(options, callback);
      })
      .catch((error: unknown) => callback(error instanceof Error ? error : new Error('connect failed', { cause: error }), null));
  };
}

/** The addresses that a target stands for: itself when it is one. Throws `unavailable`. */
export async function addressesOf(target: EgressTarget, resolve: ResolveHost): Promise<readonly string[]> {
  if (target.literal) return [target.host];
  try {
    const addresses = await resolve(target.host);
    if (addresses.length === 0) throw new Error('no address');
    return addresses;
  } catch (error) {
    throw new EgressError('unavailable', `${target.host} does not resolve`, error);
  }
}

/** For sockets that others open by a host's name: they get the addresses that were judged, and no second lookup can answer otherwise. */
export const lookupAmong =
  (addresses: readonly string[]): LookupFunction =>
  (_host, options, callback) => {
    const answers = addresses.map((address) => ({ address, family: isIP(address) }));
    const [first] = answers;
    if (options.all || !first) callback(null, answers);
    else callback(null, first.address, first.family);
  };
