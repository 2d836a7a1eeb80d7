import type { Json, JsonObject } from '#internal/kernel';
import { invalid } from '#pkg/apperror';
import type { MessageAddress } from '../ports/asyncapi-operations.ts';
import type { BrokerAddress, BrokerProtocol } from '../ports/message-publisher.ts';
import { objectOf, resolved, textOf } from './document-references.ts';

/** Protocols of servers as AsyncAPI documents write them. Without `tls` the protocol leaves that open. */
const PROTOCOLS: Readonly<Record<string, { readonly protocol: BrokerProtocol; readonly tls?: boolean; readonly version?: string; readonly port: number }>> = {
  amqp: { protocol: 'amqp', tls: false, port: 5672 },
  amqps: { protocol: 'amqp', tls: true, port: 5671 },
  mqtt: { protocol: 'mqtt', tls: false, port: 1883 },
  mqtt5: { protocol: 'mqtt', tls: false, port: 1883, version: '5' },
  mqtts: { protocol: 'mqtt', tls: true, port: 8883 },
  'secure-mqtt': { protocol: 'mqtt', tls: true, port: 8883 },
  nats: { protocol: 'nats', port: 4222 },
};

/** The server that is named or, without a name, the first that the channel is on and that speaks the wanted protocol. */
export function chosenServer(root: JsonObject, on: readonly string[] | undefined, { server, protocol }: MessageAddress): readonly [name: string, server: JsonObject] {
  const servers = Object.entries<Json>(objectOf(root['servers'])).map(([name, item]) => [name, resolved(root, item)] as const);
  const usable = servers.filter(([name]) => !on || on.includes(name));
  const found = server === undefined ? usable.find(([, item]) => protocol === undefined || speaks(item, protocol)) : usable.find(([name]) => name === server);
  if (!found) throw invalid('server', server === undefined ? `the document has no server${protocol === undefined ? '' : ` for ${protocol}`} here` : `the document has no server '${server}' here`);
  return found;
}

/** A definition names a protocol without saying whether it is encrypted. */
function speaks({ protocol, protocolVersion }: JsonObject, wanted: string): boolean {
  if (protocol === wanted || protocol === `${wanted}s` || protocol === `secure-${wanted}`) return true;
  return wanted === 'mqtt5' && (protocol === 'mqtt' || protocol === 'mqtts' || protocol === 'secure-mqtt') && versionOf(protocolVersion)?.startsWith('5') === true;
}

/** YAML reads `5` as a number. */
const versionOf = (version: Json | undefined): string | undefined => (typeof version === 'string' || typeof version === 'number' ? String(version) : undefined);

/** The server's URL, its variables filled. AsyncAPI 2 writes it as one, 3 in parts. */
export function serverUrl(name: string, server: JsonObject, old: boolean, variables: Readonly<Record<string, Json>>): string {
  const protocol = textOf(server, 'protocol', `/servers/${name}`);
  const written = old ? textOf(server, 'url', `/servers/${name}`) : `${textOf(server, 'host', `/servers/${name}`)}${typeof server['pathname'] === 'string' ? server['pathname'] : ''}`;
  const filled = filledFrom(written, server['variables'], variables);
  return filled.includes('://') ? filled : `${protocol}://${filled}`;
}

/** The broker behind a server; nothing for a server that speaks HTTP. Throws `invalid` for other protocols, and for what is no address. */
export function brokerOf(name: string, server: JsonObject, url: string): BrokerAddress | undefined {
  const spoken = textOf(server, 'protocol', `/servers/${name}`);
  if (spoken === 'http' || spoken === 'https') return undefined;
  const known = Object.hasOwn(PROTOCOLS, spoken) ? PROTOCOLS[spoken] : undefined;
  if (!known) throw invalid('server', `'${name}' speaks ${spoken}: a message is published over http, https, ${Object.keys(PROTOCOLS).join(', ')}`);
  const { protocol, tls, port } = known;
  const version = known.version ?? versionOf(server['protocolVersion']);
  let address: URL;
  try {
    // As a URL of the web, so that odd spellings of hosts are read as everywhere else.
    address = new URL(url.replace(/^[^:]+:/, 'https:'));
  } catch {
    throw invalid('server', `'${name}' has no address that can be read`);
  }
  if (address.username !== '' || address.password !== '') throw invalid('server', `'${name}' has credentials in its address: they belong into the authentication of the task`);
  return {
    protocol,
    host: address.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: address.port === '' ? (/:443(?:\/|$)/.test(url) ? 443 : port) : Number(address.port),
    path: address.pathname,
    ...(tls !== undefined && { tls }),
    ...(version !== undefined && { version }),
  };
}

function filledFrom(template: string, described: Json | undefined, given: Readonly<Record<string, Json>>): string {
  return template.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = given[name] ?? objectOf(objectOf(described)[name])['default'];
    if (typeof value !== 'string' && typeof value !== 'number') throw invalid(`server/variables/${name}`, 'has neither a value nor a default');
    return String(value);
  });
}
