import { digestAuthorization, digestChallenge } from './digest-challenge.ts';

// The example of RFC 7616 section 3.9.1.
const MD5 = 'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"';
const SHA256 = MD5.replace('algorithm=MD5', 'algorithm=SHA-256');
const request = { method: 'GET', uri: '/dir/index.html', username: 'Mufasa', password: 'Circle of Life', cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ' };

describe('digest authentication', () => {
  test.each([
    [MD5, '8ca523f5e9506fed4657c9700eebdbec'],
    [SHA256, '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('answers the challenge of the RFC as the RFC does (%#)', (header, response) => {
    const challenge = digestChallenge(header);
    if (!challenge) throw new Error('no challenge');
    expect(digestAuthorization(challenge, request)).toContain(`response="${response}"`);
  });

  test('takes the strongest of several challenges, and skips other schemes', () => {
    expect(digestChallenge(`Basic realm="x", ${MD5}, ${SHA256}, Bearer realm="y"`)).toMatchObject({ algorithm: 'SHA-256', realm: 'http-auth@example.org', qop: ['auth', 'auth-int'] });
  });

  test('hides the name of the user when asked to (section 3.4.4)', () => {
    const challenge = digestChallenge(`${SHA256}, userhash=true`);
    if (!challenge) throw new Error('no challenge');
    const header = digestAuthorization(challenge, request);
    expect(header).toContain('userhash=true');
    expect(header).not.toContain('Mufasa');
  });

  test.each([undefined, '', 'Basic realm="x"', 'Digest realm="x"', 'Digest realm="x", nonce="y", algorithm=SHA-1', 'Digest realm="x", nonce="y", qop="auth-int"'])('no challenge that we could answer: %s', (header) => {
    expect(digestChallenge(header)).toBeUndefined();
  });
});
