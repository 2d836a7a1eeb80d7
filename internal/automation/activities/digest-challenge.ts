import { createHash, randomBytes } from 'node:crypto';

/** A challenge of the scheme Digest (RFC 7616 section 3.3). */
export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly algorithm: string;
  readonly opaque?: string;
  readonly qop?: readonly string[];
  readonly userhash: boolean;
}

/** Hash functions of RFC 7616 section 6.1, the strongest first. */
const HASHES: Readonly<Record<string, string>> = { 'SHA-512-256': 'sha512-256', 'SHA-256': 'sha256', MD5: 'md5' };
const PARAMETER = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))\s*(?:,\s*|(?=$))/gy;

/** The strongest challenge that we can answer among those of a `WWW-Authenticate` header, which may hold several, also of other schemes. */
export function digestChallenge(header: string | undefined): DigestChallenge | undefined {
  const found = [...(header ?? '').matchAll(/(?:^|,)\s*Digest\s+/gi)].flatMap(({ index, 0: start }) => {
    const challenge = challengeOf(header ?? '', index + start.length);
    return challenge && hashOf(challenge) !== undefined && (!challenge.qop || challenge.qop.includes('auth')) ? [challenge] : [];
  });
  const strength = (challenge: DigestChallenge): number => Object.keys(HASHES).indexOf(baseAlgorithm(challenge));
  return found.sort((one, other) => strength(one) - strength(other))[0];
}

/** The `Authorization` header that answers the challenge for one request (RFC 7616 section 3.4); `uri` is path and query as they are sent. */
export function digestAuthorization(
  challenge: DigestChallenge,
  request: { readonly method: string; readonly uri: string; readonly username: string; readonly password: string; readonly cnonce?: string },
): string {
  const { realm, nonce, algorithm, opaque, qop, userhash } = challenge;
  const { method, uri, username, password, cnonce = randomBytes(16).toString('hex') } = request;
  const hash = (text: string): string => createHash(hashOf(challenge) ?? 'md5').update(text).digest('hex');
  const [nc, quality] = ['00000001', qop && 'auth'];
  const secret = hash(`${username}:${realm}:${password}`);
  const a1 = algorithm.toLowerCase().endsWith('-sess') ? hash(`${secret}:${nonce}:${cnonce}`) : secret;
  const a2 = hash(`${method}:${uri}`);
  const response = hash(quality ? `${a1}:${nonce}:${nc}:${cnonce}:${quality}:${a2}` : `${a1}:${nonce}:${a2}`);
  const fields = [
    `username=${quoted(userhash ? hash(`${username}:${realm}`) : username)}`, `realm=${quoted(realm)}`, `nonce=${quoted(nonce)}`, `uri=${quoted(uri)}`, `response="${response}"`, `algorithm=${algorithm}`,
    ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
    ...(quality ? [`qop=${quality}`, `nc=${nc}`, `cnonce=${quoted(cnonce)}`] : []),
    ...(userhash ? ['userhash=true'] : []),
  ];
  return `Digest ${fields.join(', ')}`;
}

function challengeOf(header: string, from: number): DigestChallenge | undefined {
  const fields = new Map<string, string>();
  const parameter = new RegExp(PARAMETER);
  parameter.lastIndex = from;
  for (let match = parameter.exec(header); match; match = parameter.exec(header)) {
    const [, name = '', inQuotes, token] = match;
    fields.set(name.toLowerCase(), inQuotes?.replaceAll(/\\(.)/g, '$1') ?? token ?? '');
  }
  const [realm, nonce, opaque, qop] = ['realm', 'nonce', 'opaque', 'qop'].map((name) => fields.get(name));
  if (realm === undefined || nonce === undefined) return undefined;
  return {
    realm, nonce, algorithm: fields.get('algorithm') ?? 'MD5', userhash: fields.get('userhash')?.toLowerCase() === 'true',
    ...(opaque !== undefined && { opaque }), ...(qop !== undefined && { qop: qop.split(',').map((each) => each.trim().toLowerCase()) }),
  };
}

const baseAlgorithm = ({ algorithm }: Pick<DigestChallenge, 'algorithm'>): string => algorithm.toUpperCase().replace(/-SESS$/, '');
const hashOf = (challenge: Pick<DigestChallenge, 'algorithm'>): string | undefined => HASHES[baseAlgorithm(challenge)];
const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
