import fc from 'fast-check';
import { specialUseOf } from './address-ranges.ts';
import { type EgressPolicy, egressRuleProblem, PUBLIC_HTTPS_ONLY } from './egress-policy.ts';
import { assertAddressAllowed, checkUrl, parseTarget } from './egress-target.ts';

const loopback: EgressPolicy = {
  publicHttps: true,
  rules: [{ target: '127.0.0.0/8', schemes: ['http'], ports: [] }],
  privateRanges: ['127.0.0.0/8', '::1/128'],
};

const allowed = (url: string, policy: EgressPolicy) => {
  try {
    checkUrl(url, policy);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'forbidden' });
    return false;
  }
};

describe('a URL at save time', () => {
  test.each([
    ['decimal parts left out', 'https://127.1/'],
    ['hexadecimal', 'https://0x7f.1/'],
    ['one number', 'https://2130706433/'],
    ['octal', 'https://0177.0.0.1/'],
    ['full-width digits', 'https://１２７．０．０．１/'],
    ['full-width dots', 'https://127。0。0。1/'],
    ['percent-encoded', 'https://%31%32%37.0.0.1/'],
    ['a trailing dot', 'https://127.0.0.1./'],
    ['IPv4-mapped IPv6', 'https://[::ffff:127.0.0.1]/'],
    ['IPv4-mapped IPv6 in hexadecimal', 'https://[::ffff:7f00:1]/'],
    ['IPv4-compatible IPv6', 'https://[::127.0.0.1]/'],
    ['IPv6 loopback', 'https://[::1]/'],
    ['IPv6 loopback written out', 'https://[0:0:0:0:0:0:0:1]/'],
    ['the unspecified address', 'https://[::]/'],
    ['this network', 'https://0.0.0.0/'],
    ['zero', 'https://0/'],
    ['carrier-grade NAT', 'https://100.64.0.1/'],
    ['private class A', 'https://10.1.2.3/'],
    ['private class B', 'https://172.31.255.255/'],
    ['private class C', 'https://192.168.1.1/'],
    ['cloud metadata', 'https://169.254.169.254/latest/meta-data/'],
    ['cloud metadata, mapped', 'https://[::ffff:a9fe:a9fe]/'],
    ['cloud metadata over IPv6', 'https://[fd00:ec2::254]/'],
    ['benchmarking', 'https://198.19.0.1/'],
    ['documentation', 'https://203.0.113.9/'],
    ['multicast', 'https://224.0.0.1/'],
    ['broadcast', 'https://255.255.255.255/'],
    ['unique local', 'https://[fc00::1]/'],
    ['link-local', 'https://[fe80::1]/'],
    ['NAT64', 'https://[64:ff9b::7f00:1]/'],
    ['local NAT64', 'https://[64:ff9b:1::1]/'],
    ['6to4', 'https://[2002:7f00:1::]/'],
    ['Teredo', 'https://[2001:0:7f00:1::]/'],
    ['site-local', 'https://[fec0::1]/'],
    ['localhost by name', 'https://localhost/'],
    ['localhost in capitals', 'https://LOCALHOST/'],
    ['a name under localhost', 'https://app.localhost/'],
    ['plain http', 'http://example.com/'],
    ['another port', 'https://example.com:8443/'],
    ['credentials', 'https://user:secret@example.com/'],
    ['credentials hiding the host', 'https://example.com@127.0.0.1/'],
    ['a file', 'file:///etc/passwd'],
    ['gopher', 'gopher://127.0.0.1:6379/_INFO'],
    ['ftp', 'ftp://example.com/'],
    ['data', 'data:text/plain,hi'],
    ['no URL', 'example.com'],
    ['an empty host', 'https:///'],
  ])('is refused: %s', (_name, url) => {
    expect(allowed(url, PUBLIC_HTTPS_ONLY)).toBe(false);
  });

  test.each(['https://example.com/hook?x=1', 'https://example.com:443/', 'https://93.184.215.14/', 'https://[2606:4700::1111]/', 'https://bücher.example/'])('is allowed: %s', (url) => {
    expect(allowed(url, PUBLIC_HTTPS_ONLY)).toBe(true);
  });

  test('is allowed in every notation of an address that a rule names', () => {
    for (const host of ['127.0.0.1', '127.1', '0x7f.1', '2130706433', 'localhost', '[::ffff:127.0.0.1]']) expect(allowed(`http://${host}:8099/`, loopback)).toBe(true);
    expect(allowed('https://127.0.0.1/', loopback)).toBe(false);
    expect(allowed('http://10.0.0.1/', loopback)).toBe(false);
  });

  test('is refused beyond the rules when public addresses are not open as such', () => {
    const policy: EgressPolicy = { publicHttps: false, rules: [{ target: '*.acme.com', schemes: ['https'], ports: [443] }], privateRanges: [] };
    expect(allowed('https://hooks.acme.com/', policy)).toBe(true);
    expect(allowed('https://a.b.acme.com/', policy)).toBe(true);
    for (const url of ['https://acme.com/', 'https://evilacme.com/', 'https://acme.com.evil.net/', 'https://hooks.acme.com:444/', 'http://hooks.acme.com:443/']) expect(allowed(url, policy)).toBe(false);
  });
});

describe('an address at connect time', () => {
  test('of the installation needs both a rule of the tenant and an opening of the installation', () => {
    const target = parseTarget('http://runbooks.internal:8080/');
    const rules = [{ target: 'runbooks.internal', schemes: ['http'] as const, ports: [8080] }];
    expect(() => assertAddressAllowed(target, '10.0.0.5', { publicHttps: true, rules, privateRanges: ['10.0.0.0/24'] })).not.toThrow();
    expect(() => assertAddressAllowed(target, '10.0.1.5', { publicHttps: true, rules, privateRanges: ['10.0.0.0/24'] })).toThrow('10.0.1.5');
    expect(() => assertAddressAllowed(target, '10.0.0.5', { publicHttps: true, rules: [], privateRanges: ['10.0.0.0/24'] })).toThrow('not on the allow-list');
  });

  test('is never public inside a special block, however it is written', () => {
    fc.assert(
      fc.property(fc.constantFrom([127, 8], [10, 8], [0, 8], [224, 4]), fc.nat(0xffffff), ([first = 0], rest) => {
        const address = [first, (rest >> 16) & 255, (rest >> 8) & 255, rest & 255].join('.');
        expect(specialUseOf(address)).toBeDefined();
        expect(specialUseOf(`::ffff:${address}`)).toBe(specialUseOf(address));
        const asNumber = ((first << 24) >>> 0) + rest;
        for (const host of [String(asNumber), `0x${asNumber.toString(16)}`, `0${asNumber.toString(8)}`]) expect(allowed(`https://${host}/`, PUBLIC_HTTPS_ONLY)).toBe(false);
      }),
    );
  });

  test('with an interface zone is judged without it', () => expect(specialUseOf('fe80::1%eth0')).toBe('a link-local address'));
});

describe('a rule', () => {
  const problem = (target: string, privateRanges: string[] = []) => egressRuleProblem({ target, schemes: ['https'], ports: [443] }, privateRanges);

  test.each(['acme.com', '*.acme.com', 'build_1.acme.com', '93.184.215.14', '93.184.215.0/24', '2606:4700::/32'])('may name %s', (target) => expect(problem(target)).toBeUndefined());

  test.each(['', '*', '*.', 'a.*.com', 'https://acme.com', 'acme.com:443', 'acme.com/x', '127.1', '2130706433', '0x7f.1', '0177.0.0.1', '1.2.3.4/33', '::ffff:127.0.0.1', 'ACME.com', '１２７.0.0.1', '127.0.0.1/8/8'])(
    'may not name %p',
    (target) => expect(problem(target)).toBeDefined(),
  );

  test('reaches addresses that are not public only inside what the installation opens', () => {
    expect(problem('127.0.0.1')).toContain('not public');
    expect(problem('0.0.0.0/0')).toContain('not public');
    expect(problem('::/0')).toContain('not public');
    expect(problem('10.0.0.0/8', ['10.1.0.0/16'])).toContain('not public');
    expect(problem('10.1.2.0/24', ['10.1.0.0/16'])).toBeUndefined();
    expect(problem('::1', ['::1/128'])).toBeUndefined();
  });

  test('needs a scheme and valid ports', () => {
    expect(egressRuleProblem({ target: 'acme.com', schemes: [], ports: [] }, [])).toContain('scheme');
    expect(egressRuleProblem({ target: 'acme.com', schemes: ['http'], ports: [0] }, [])).toContain('port');
  });
});
