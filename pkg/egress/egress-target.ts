import { isIP } from 'node:net';
import { isInRange, parseRange, specialUseOf } from './address-ranges.ts';
import { refused } from './egress-error.ts';
import type { EgressPolicy, EgressRule, EgressScheme } from './egress-policy.ts';

/** A URL taken apart for judging. */
export interface EgressTarget {
  readonly url: URL;
  readonly scheme: EgressScheme;
  /** In lower case, without brackets and without the root's trailing dot. */
  readonly host: string;
  readonly port: number;
  /** Whether `host` is an address and not a name. */
  readonly literal: boolean;
}

/**
 * Parses with the WHATWG parser, the same that the connection will use, so that `127.1`, `0x7f.1`, `2130706433`, `0177.0.0.1` and full-width digits are
 * judged as the address they become. Throws `forbidden` for another scheme than http(s), for credentials in the URL and for what is no URL.
 */
export function parseTarget(text: string | URL): EgressTarget {
  const url = parseUrl(text);
  const scheme = url.protocol.slice(0, -1);
  if (scheme !== 'http' && scheme !== 'https') throw refused(`the scheme ${scheme}: is not allowed`);
  if (url.username !== '' || url.password !== '') throw refused('credentials in a URL are not allowed');
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  if (host === '') throw refused('the URL names no host');
  const port = url.port === '' ? (scheme === 'https' ? 443 : 80) : Number(url.port);
  return { url, scheme, host, port, literal: isIP(host) !== 0 };
}

/**
 * The check for the moment a URL is saved: scheme, port, and the address when the URL holds one. A name is not resolved, because it may resolve to
 * something else later; what it resolves to is judged at connect. Throws `forbidden`.
 */
export function checkUrl(text: string, policy: EgressPolicy): void {
  const target = parseTarget(text);
  if (target.literal) return assertAddressAllowed(target, target.host, policy);
  if (isLocalhost(target.host)) return assertAddressAllowed(target, '127.0.0.1', policy);
  const possible = isPublicHttps(target, policy) || policy.rules.some((rule) => coversEndpoint(rule, target) && (parseRange(rule.target) !== undefined || coversName(rule, target.host)));
  if (!possible) throw refused(notListed(target));
}

/** The check for the moment of connecting, once for every address the host resolves to. Throws `forbidden`. */
export function assertAddressAllowed(target: EgressTarget, address: string, policy: EgressPolicy): void {
  const special = specialUseOf(address);
  if (special !== undefined && !policy.privateRanges.some((range) => contains(range, address))) {
    throw refused(`${describe(target, address)} is ${special}, which this installation does not open`);
  }
  if (special === undefined && isPublicHttps(target, policy)) return;
  const listed = policy.rules.some((rule) => coversEndpoint(rule, target) && (contains(rule.target, address) || (!target.literal && coversName(rule, target.host))));
  if (!listed) throw refused(special === undefined ? notListed(target) : `${describe(target, address)} is ${special} that is not on the allow-list for ${target.scheme} on port ${target.port}`);
}

function parseUrl(text: string | URL): URL {
  try {
    return new URL(text);
  } catch {
    throw refused('not a valid absolute URL');
  }
}

// RFC 6761: these names never leave the machine, whatever a resolver says.
const isLocalhost = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost');

const isPublicHttps = (target: EgressTarget, policy: EgressPolicy): boolean => policy.publicHttps && target.scheme === 'https' && target.port === 443;

const coversEndpoint = (rule: EgressRule, target: EgressTarget): boolean => rule.schemes.includes(target.scheme) && (rule.ports.length === 0 || rule.ports.includes(target.port));

const coversName = (rule: EgressRule, host: string): boolean => (rule.target.startsWith('*.') ? host.endsWith(rule.target.slice(1)) : host === rule.target);

function contains(rangeText: string, address: string): boolean {
  const range = parseRange(rangeText);
  return range !== undefined && isInRange(address, range);
}

const describe = (target: EgressTarget, address: string): string => (target.literal ? address : `${target.host} (${address})`);

const notListed = (target: EgressTarget): string => `${target.scheme}://${target.host}:${target.port} is not on the allow-list`;
