import { Server, ServerCredentials, type sendUnaryData } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import tls from 'node:tls';
import { parse } from 'protobufjs';
import { asTenantId, systemActor } from '#internal/kernel';
import type { EgressPolicy } from '#pkg/egress';
import { makeCertificates } from '#test/support';
import { GrpcJsCaller } from './grpc-js-caller.ts';

const PROTO = 'syntax = "proto3"; package greet.v1; message Hello { string name = 1; } service Greeter { rpc Greet (Hello) returns (Hello); }';
const actor = systemActor(asTenantId('t'), 'test', { correlationId: 'c', via: 'test' });
const policy: EgressPolicy = { publicHttps: true, rules: [{ target: '*.test', schemes: ['https'], ports: [] }], privateRanges: ['127.0.0.0/8'] };

describe('gRPC over TLS', () => {
  const certificates = makeCertificates(['DNS:greeter.test']);
  const server = new Server();
  let port = 0;
  beforeAll(async () => {
    const described = fromJSON(parse(PROTO, { keepCase: true }).root.toJSON());
    server.addService(described['greet.v1.Greeter'] as Parameters<Server['addService']>[0], { Greet: (_: object, done: sendUnaryData<object>) => done(null, { name: 'Hello' }) });
    const credentials = ServerCredentials.createSsl(null, [{ cert_chain: Buffer.from(certificates.certificate), private_key: Buffer.from(certificates.key) }]);
    port = await new Promise<number>((resolve, reject) => server.bindAsync('127.0.0.1:0', credentials, (error, bound) => (error ? reject(error) : resolve(bound))));
  });
  afterAll(() => {
    server.forceShutdown();
    certificates.remove();
  });

  const greet = (host: string, certificateAuthorities?: string) =>
    new GrpcJsCaller({ policyOf: async () => policy, resolve: async () => ['127.0.0.1'], ...(certificateAuthorities !== undefined && { certificateAuthorities }) }).prepare({
      proto: { url: '', text: PROTO, digest: '' }, host, port, service: 'greet.v1.Greeter', method: 'Greet', arguments: { name: 'Ana' }, metadata: {}, timeoutMs: 5000,
    })(actor, new AbortController().signal);

  test('a server of an authority that is trusted is called, by its name', async () => {
    expect(await greet('greeter.test', certificates.authority)).toEqual({ message: { name: 'Hello' } });
  });

  test('an authority that the process trusts, as NODE_EXTRA_CA_CERTS makes it, needs no setting of its own', async () => {
    const before = tls.getCACertificates('default');
    tls.setDefaultCACertificates([...before, certificates.authority]);
    try {
      expect(await greet('greeter.test')).toEqual({ message: { name: 'Hello' } });
    } finally {
      tls.setDefaultCACertificates(before);
    }
  });

  test('any other server gets nothing, and the error says why', async () => {
    await expect(greet('greeter.test')).rejects.toMatchObject({ code: 'unavailable', message: expect.stringMatching(/^no connection to greeter\.test:\d+: .*certificate/i) });
  });

  test('a certificate for another name is not taken', async () => {
    await expect(greet('other.test', certificates.authority)).rejects.toMatchObject({ code: 'unavailable', message: expect.stringMatching(/other\.test.*greeter\.test/) });
  });
});
