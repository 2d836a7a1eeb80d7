import type { EgressPolicy } from './egress-policy.ts';
import { guardedAddresses } from './guarded-addresses.ts';

const policy: EgressPolicy = { publicHttps: true, rules: [{ target: 'grpc.test', schemes: ['http'], ports: [50051] }, { target: 'tls.test', schemes: ['https'], ports: [] }, { target: '127.0.0.0/8', schemes: ['http'], ports: [] }], privateRanges: ['127.0.0.0/8'] };
const resolving = (...addresses: readonly string[]) => async () => addresses;

describe('guardedAddresses', () => {
  test.each([
    ['grpc.test', 50051, false],
    ['tls.test', 50051, true],
    ['anything.test', 443, true],
  ])('%s:%i is encrypted: %s', async (host, port, tls) => {
    expect(await guardedAddresses({ host, port }, policy, resolving('8.8.8.8', '9.9.9.9'))).toEqual({ addresses: ['8.8.8.8', '9.9.9.9'], tls });
  });

  test('a protocol that says whether it is encrypted is taken at its word', async () => {
    expect(await guardedAddresses({ host: 'grpc.test', port: 50051, tls: false }, policy, resolving('8.8.8.8'))).toMatchObject({ tls: false });
    await expect(guardedAddresses({ host: 'grpc.test', port: 50051, tls: true }, policy, resolving('8.8.8.8'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(guardedAddresses({ host: 'tls.test', port: 1883, tls: false }, policy, resolving('8.8.8.8'))).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('a literal address needs no lookup', async () => {
    expect(await guardedAddresses({ host: '127.0.0.1', port: 1 }, policy, () => Promise.reject(new Error('no lookup')))).toEqual({ addresses: ['127.0.0.1'], tls: false });
  });

  test.each([
    ['other.test', 50051, ['8.8.8.8']],
    ['tls.test', 50051, ['8.8.8.8', '10.0.0.1']],
    ['169.254.169.254', 443, []],
  ])('%s:%i at %j is refused', async (host, port, addresses) => {
    await expect(guardedAddresses({ host, port }, policy, resolving(...addresses))).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('a name that does not resolve is unavailable', async () => {
    await expect(guardedAddresses({ host: 'tls.test', port: 1 }, policy, resolving())).rejects.toMatchObject({ code: 'unavailable' });
  });
});
