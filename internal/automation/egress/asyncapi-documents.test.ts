import { AsyncApiDocuments } from './asyncapi-documents.ts';
import type { MessageAddress } from '../ports/asyncapi-operations.ts';

const two = `
asyncapi: 2.6.0
servers:
  kafka: { url: 'broker.test:9092', protocol: kafka }
  hooks: { url: 'https://{region}.hooks.test/v1', protocol: https, variables: { region: { default: eu } } }
channels:
  alerts/{team}: { publish: { operationId: tellTeam, bindings: { http: { type: request, method: put } } } }
  audit: { servers: [kafka], publish: { operationId: audit } }
`;
const three = `
asyncapi: 3.0.0
servers:
  hooks: { host: hooks.test, pathname: /v2, protocol: https }
  queue: { host: 'queue.test', protocol: nats }
channels:
  alerts: { address: 'alerts/raised', servers: [{ $ref: '#/servers/hooks' }] }
  outside: { $ref: 'https://elsewhere.test/channels.yaml' }
operations:
  raise: { action: send, channel: { $ref: '#/channels/alerts' }, bindings: { $ref: '#/components/operationBindings/post' } }
  hear: { action: receive, channel: { $ref: '#/channels/alerts' } }
components: { operationBindings: { post: { http: { method: PATCH } } } }
`;
const brokers = `
asyncapi: 3.0.0
defaultContentType: application/json
servers:
  plain: { host: 'mqtt.test', protocol: mqtt, protocolVersion: 3.1.1 }
  secure: { host: 'mqtt.test:8884', protocol: secure-mqtt }
  five: { host: 'five.test', protocol: mqtt5 }
  rabbit: { host: 'rabbit.test', pathname: /shop, protocol: amqps }
  nats: { host: '[::1]:4222', protocol: nats }
  odd: { host: 'ana:secret@mqtt.test', protocol: mqtt }
channels:
  alerts: { address: 'alerts/{team}', bindings: { amqp: { is: queue } }, messages: { alert: { $ref: '#/components/messages/alert' } } }
operations:
  tell: { action: send, channel: { $ref: '#/channels/alerts' }, bindings: { mqtt: { qos: 2, retain: true } } }
components: { messages: { alert: { bindings: { amqp: { messageType: Alert } } } } }
`;
const target = (text: string, address: Partial<MessageAddress>) => new AsyncApiDocuments().target({ url: 'https://docs.test/asyncapi.yaml', text, digest: '' }, { variables: {}, ...address });

describe('AsyncApiDocuments', () => {
  test.each<[string, Partial<MessageAddress>, string, string]>([
    [two, { channel: 'alerts/{team}', protocol: 'http' }, 'PUT', 'https://eu.hooks.test/v1/alerts/{team}'],
    [two, { operation: 'tellTeam', server: 'hooks', variables: { region: 'us' } }, 'PUT', 'https://us.hooks.test/v1/alerts/{team}'],
    [three, { operation: 'raise' }, 'PATCH', 'https://hooks.test/v2/alerts/raised'],
    [three, { channel: 'alerts' }, 'POST', 'https://hooks.test/v2/alerts/raised'],
  ])('finds where a message goes (%#)', (text, address, method, url) => {
    expect(target(text, address)).toMatchObject({ method, url });
  });

  test.each<[string, Partial<MessageAddress>, object]>([
    [brokers, { operation: 'tell' }, { server: 'plain', channel: 'alerts/{team}', contentType: 'application/json', broker: { protocol: 'mqtt', host: 'mqtt.test', port: 1883, path: '/', tls: false, version: '3.1.1' }, bindings: { server: {}, channel: {}, operation: { qos: 2, retain: true }, message: {} } }],
    [brokers, { channel: 'alerts', server: 'secure' }, { broker: { protocol: 'mqtt', host: 'mqtt.test', port: 8884, path: '/', tls: true } }],
    [brokers, { channel: 'alerts', protocol: 'mqtt5' }, { broker: { protocol: 'mqtt', host: 'five.test', port: 1883, path: '/', tls: false, version: '5' } }],
    [brokers, { channel: 'alerts', protocol: 'amqp' }, { broker: { protocol: 'amqp', host: 'rabbit.test', port: 5671, path: '/shop', tls: true }, bindings: { server: {}, channel: { is: 'queue' }, operation: {}, message: { messageType: 'Alert' } } }],
    [brokers, { channel: 'alerts', protocol: 'nats' }, { broker: { protocol: 'nats', host: '::1', port: 4222, path: '/' } }],
    [two.replace('kafka: {', 'old: {').replace('protocol: kafka', 'protocol: mqtt').replace('[kafka]', '[old]'), { operation: 'audit' }, { broker: { protocol: 'mqtt', host: 'broker.test', port: 9092, path: '/', tls: false } }],
  ])('finds the broker, and what the document binds (%#)', (text, address, found) => {
    expect(target(text, address)).toMatchObject(found);
  });

  test.each<[string, Partial<MessageAddress>, RegExp]>([
    [brokers, { channel: 'alerts', server: 'odd' }, /'odd' has credentials in its address/],
    [two, { channel: 'nothing' }, /no channel 'nothing'/],
    [two, { channel: 'alerts/{team}', server: 'kafka' }, /speaks kafka: a message is published over http, https, amqp/],
    [two, { operation: 'audit', protocol: 'http' }, /no server for http here/],
    [three, { operation: 'nothing' }, /no operation 'nothing'/],
    [three, { operation: 'hear' }, /does not send: its action is receive/],
    [three, { channel: 'alerts', server: 'queue' }, /no server 'queue' here/],
    [three, { channel: 'outside' }, /refers to another document/],
    ['openapi: 3.0.0', { channel: 'x' }, /is no AsyncAPI/],
  ])('refuses what the document does not say (%#)', (text, address, reason) => {
    expect(() => target(text, address)).toThrow(expect.objectContaining({ code: 'invalid', message: expect.stringMatching(reason) }));
  });
});
