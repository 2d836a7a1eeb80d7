import type { EgressPolicy } from './egress-policy.ts';
import { assertAddressAllowed, type EgressTarget, parseTarget } from './egress-target.ts';
import { addressesOf, type ResolveHost, systemResolver } from './guarded-connector.ts';

/** Where a connection that is not HTTP may go. */
export interface GuardedEndpoint {
  /** Of the host, all of them allowed; to be connected to as they are, so that no second lookup can answer otherwise. */
  readonly addresses: readonly [string, ...string[]];
  /** Whether the connection is encrypted. */
  readonly tls: boolean;
}

/**
 * The same guard for protocols that open sockets of their own, gRPC or MQTT for instance. A rule's `https` stands for an encrypted connection, `http`
 * for one in clear. Where the protocol does not say which it is (`tls`), port 443 is always encrypted, any other one unless the policy opens it for
 * `http`. Throws `forbidden`, `unavailable`.
 */
export async function guardedAddresses({ host, port, tls: wanted }: { readonly host: string; readonly port: number; readonly tls?: boolean | undefined }, policy: EgressPolicy, resolve: ResolveHost = systemResolver): Promise<GuardedEndpoint> {
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const [clear, encrypted] = [parseTarget(`http://${address}`), parseTarget(`https://${address}`)];
  const [first = clear.host, ...rest] = await addressesOf(clear, resolve);
  const addresses = [first, ...rest] as const;
  const tls = wanted ?? (port === 443 || !addresses.every((each) => isAllowed(clear, each, policy)));
  for (const each of addresses) assertAddressAllowed(tls ? encrypted : clear, each, policy);
  return { addresses, tls };
}

function isAllowed(target: EgressTarget, address: string, policy: EgressPolicy): boolean {
  try {
    assertAddressAllowed(target, address, policy);
    return true;
  } catch {
    return false;
  }
}
