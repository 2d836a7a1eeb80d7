import { parse } from 'yaml';
import type { Json, JsonObject } from '#internal/kernel';
import { invalid } from '#pkg/apperror';
import type { AsyncApiOperations, AsyncApiTarget, MessageAddress } from '../ports/asyncapi-operations.ts';
import type { ExternalDocument } from '../ports/external-documents.ts';
import { brokerOf, chosenServer, serverUrl } from './asyncapi-servers.ts';
import { objectOf, resolved } from './document-references.ts';

/** An AsyncAPI document that publishes: 2.x by channel, 3.x by operation (whose `action` is `send`) or by channel. Nothing here touches the network. */
export class AsyncApiDocuments implements AsyncApiOperations {
  target(document: ExternalDocument, wanted: MessageAddress): AsyncApiTarget {
    const root = parsed(document.text);
    const old = plain(root['asyncapi']).startsWith('2.');
    const { address: channel, servers, item, operation } = old ? oldChannel(root, wanted) : newChannel(root, wanted);
    const [name, server] = chosenServer(root, servers, wanted);
    const url = serverUrl(name, server, old, wanted.variables);
    const broker = brokerOf(name, server, url);
    const bindingsAt = (holder: JsonObject, protocol: string): JsonObject => resolved(root, resolved(root, holder['bindings'])[protocol]);
    if (!broker) {
      const { method } = bindingsAt(operation, 'http');
      return { server: name, channel, method: typeof method === 'string' ? method.toUpperCase() : 'POST', url: `${url.replace(/\/$/, '')}/${channel.replace(/^\//, '')}` };
    }
    const { protocol } = broker;
    const message = theMessage(root, operation, item);
    const contentType = message['contentType'] ?? root['defaultContentType'];
    return {
      server: name, channel, broker,
      bindings: { server: bindingsAt(server, protocol), channel: bindingsAt(item, protocol), operation: bindingsAt(operation, protocol), message: bindingsAt(message, protocol) },
      ...(typeof contentType === 'string' && { contentType }),
    };
  }
}

interface Channel {
  readonly address: string;
  /** Names of the servers it is on; all when absent. */
  readonly servers?: readonly string[];
  /** The channel and the operation as the document describes them. */
  readonly item: JsonObject;
  readonly operation: JsonObject;
}

function oldChannel(root: JsonObject, { channel, operation }: MessageAddress): Channel {
  const channels = objectOf(root['channels']);
  const found = Object.entries<Json>(channels).find(([name, item]) => name === channel || (operation !== undefined && objectOf(objectOf(item)['publish'])['operationId'] === operation));
  if (!found) throw invalid(channel === undefined ? 'operation' : 'channel', `the document has no ${channel === undefined ? `operation '${operation ?? ''}'` : `channel '${channel}'`} to publish on`);
  const item = resolved(root, found[1]);
  return { address: found[0], item, operation: resolved(root, item['publish']), ...(Array.isArray(item['servers']) && { servers: item['servers'] as readonly string[] }) };
}

function newChannel(root: JsonObject, { channel, operation }: MessageAddress): Channel {
  let described: JsonObject = {};
  let item: JsonObject;
  let id = channel ?? '';
  if (operation !== undefined) {
    const found = objectOf(root['operations'])[operation];
    if (found === undefined) throw invalid('operation', `the document has no operation '${operation}'`);
    described = resolved(root, found);
    if (described['action'] !== 'send') throw invalid('operation', `'${operation}' does not send: its action is ${plain(described['action'])}`);
    id = plain(objectOf(described['channel'])['$ref']).replace(/^#\/channels\//, '');
    item = resolved(root, described['channel']);
  } else {
    const found = objectOf(root['channels'])[id];
    if (found === undefined) throw invalid('channel', `the document has no channel '${id}'`);
    item = resolved(root, found);
  }
  const servers = Array.isArray(item['servers']) ? (item['servers'] as readonly Json[]).map((each) => plain(objectOf(each)['$ref']).replace(/^#\/servers\//, '')) : undefined;
  return { address: typeof item['address'] === 'string' ? item['address'] : id, item, operation: described, ...(servers && servers.length > 0 && { servers }) };
}

/** The one message that is described: by the operation (AsyncAPI 2, or a list of one), or by the channel; nothing where there are several. */
function theMessage(root: JsonObject, operation: JsonObject, channel: JsonObject): JsonObject {
  const { message, messages } = operation;
  const several = Array.isArray(messages) ? (messages as readonly Json[]) : Object.values<Json>(objectOf(channel['messages']));
  if (message !== undefined) return resolved(root, message);
  return several.length === 1 ? resolved(root, several[0]) : {};
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

const plain = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
