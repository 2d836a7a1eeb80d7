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

  test.each<[string, Partial<MessageAddress>, RegExp]>([
    [two, { channel: 'nothing' }, /no channel 'nothing'/],
    [two, { channel: 'alerts/{team}', server: 'kafka' }, /speaks kafka: only http/],
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
