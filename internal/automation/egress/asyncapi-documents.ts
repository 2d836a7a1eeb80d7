import { parse } from 'yaml';
import type { Json, JsonObject } from '#internal/kernel';
import { invalid } from '#pkg/apperror';
import type { AsyncApiOperations, AsyncApiTarget, MessageAddress } from '../ports/asyncapi-operations.ts';
import type { ExternalDocument } from '../ports/external-documents.ts';

/** An AsyncAPI document that publishes: 2.x by channel, 3.x by operation (whose `action` is `send`) or by channel. Nothing here touches the network. */
export class AsyncApiDocuments implements AsyncApiOperations {
  target(document: ExternalDocument, wanted: MessageAddress): AsyncApiTarget {
    const root = parsed(document.text);
    const old = plain(root['asyncapi']).startsWith('2.');
    const { address, method, servers } = old ? oldChannel(root, wanted) : newChannel(root, wanted);
    const [name, server] = chosen(root, servers, wanted);
    const protocol = textOf(server, 'protocol', `/servers/${name}`);
    if (protocol !== 'http' && protocol !== 'https') throw invalid('server', `'${name}' speaks ${protocol}: only http is supported`);
    const base = old ? textOf(server, 'url', `/servers/${name}`) : `${protocol}://${textOf(server, 'host', `/servers/${name}`)}${typeof server['pathname'] === 'string' ? server['pathname'] : ''}`;
    const filled = filledFrom(base.includes('://') ? base : `${protocol}://${base}`, server['variables'], wanted.variables);
    return { server: name, channel: address, method, url: `${filled.replace(/\/$/, '')}/${address.replace(/^\//, '')}` };
  }
}

interface Channel {
  readonly address: string;
  readonly method: string;
  /** Names of the servers it is on; all when absent. */
  readonly servers?: readonly string[];
}

function oldChannel(root: JsonObject, { channel, operation }: MessageAddress): Channel {
  const channels = objectOf(root['channels']);
  const found = Object.entries<Json>(channels).find(([name, item]) => name === channel || (operation !== undefined && objectOf(objectOf(item)['publish'])['operationId'] === operation));
  if (!found) throw invalid(channel === undefined ? 'operation' : 'channel', `the document has no ${channel === undefined ? `operation '${operation ?? ''}'` : `channel '${channel}'`} to publish on`);
  const item = resolved(root, found[1]);
  const publish = resolved(root, item['publish'] ?? null);
  return { address: found[0], method: methodOf(root, publish['bindings']), ...(Array.isArray(item['servers']) && { servers: item['servers'] as readonly string[] }) };
}

function newChannel(root: JsonObject, { channel, operation }: MessageAddress): Channel {
  let binding: Json | undefined;
  let item: JsonObject;
  let id = channel ?? '';
  if (operation !== undefined) {
    const found = objectOf(root['operations'])[operation];
    if (found === undefined) throw invalid('operation', `the document has no operation '${operation}'`);
    const described = resolved(root, found);
    if (described['action'] !== 'send') throw invalid('operation', `'${operation}' does not send: its action is ${plain(described['action'])}`);
    binding = described['bindings'];
    id = plain(objectOf(described['channel'])['$ref']).replace(/^#\/channels\//, '');
    item = resolved(root, described['channel'] ?? null);
  } else {
    const found = objectOf(root['channels'])[id];
    if (found === undefined) throw invalid('channel', `the document has no channel '${id}'`);
    item = resolved(root, found);
  }
  const servers = Array.isArray(item['servers']) ? (item['servers'] as readonly Json[]).map((each) => plain(objectOf(each)['$ref']).replace(/^#\/servers\//, '')) : undefined;
  return { address: typeof item['address'] === 'string' ? item['address'] : id, method: methodOf(root, binding), ...(servers && servers.length > 0 && { servers }) };
}

/** The server that is named or, without a name, the first that the channel is on and that speaks the wanted protocol. */
function chosen(root: JsonObject, on: readonly string[] | undefined, { server, protocol }: MessageAddress): readonly [string, JsonObject] {
  const servers = Object.entries<Json>(objectOf(root['servers'])).map(([name, item]) => [name, resolved(root, item)] as const);
  const usable = servers.filter(([name]) => !on || on.includes(name));
  const found = server === undefined ? usable.find(([, item]) => protocol === undefined || item['protocol'] === protocol || `${protocol}s` === item['protocol']) : usable.find(([name]) => name === server);
  if (!found) throw invalid('server', server === undefined ? `the document has no server${protocol === undefined ? '' : ` for ${protocol}`} here` : `the document has no server '${server}' here`);
  return found;
}

const methodOf = (root: JsonObject, bindings: Json | undefined): string => {
  const { method } = resolved(root, resolved(root, bindings ?? null)['http'] ?? null);
  return typeof method === 'string' ? method.toUpperCase() : 'POST';
};

function filledFrom(template: string, described: Json | undefined, given: Readonly<Record<string, Json>>): string {
  return template.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = given[name] ?? objectOf(objectOf(described)[name])['default'];
    if (typeof value !== 'string' && typeof value !== 'number') throw invalid(`server/variables/${name}`, 'has neither a value nor a default');
    return String(value);
  });
}

function parsed(text: string): JsonObject {
  let document: unknown;
  try {
    document = parse(text); // JSON is YAML
  } catch {
    throw invalid('document', 'is neither JSON nor YAML');
  }
  const version = typeof document === 'object' && document !== null ? (document as { readonly asyncapi?: unknown }).asyncapi : undefined;
  if (!/^[23]\.\d+\.\d+$/.test(String(version))) throw invalid('document', 'is no AsyncAPI 2 or 3 document');
  return document as JsonObject; // it was parsed from JSON or YAML
}

/** The object, or what its reference into the same document leads to. */
function resolved(root: JsonObject, value: Json, depth = 0): JsonObject {
  const item = objectOf(value);
  const reference = item['$ref'];
  if (typeof reference !== 'string') return item;
  if (!reference.startsWith('#/') || depth > 10) throw invalid('document', `refers to another document: ${reference.slice(0, 200)}`);
  const steps = reference.slice(2).split('/').map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  return resolved(root, steps.reduce<Json>((part, step) => objectOf(part)[step] ?? null, root), depth + 1);
}

const objectOf = (value: Json | undefined): JsonObject => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {});

const plain = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

function textOf(item: JsonObject, name: string, where: string): string {
  const value = item[name];
  if (typeof value !== 'string') throw invalid('document', `has no ${name} at ${where}`);
  return value;
}
