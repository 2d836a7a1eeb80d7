import { isRangeInside, parseRange, touchesSpecialUse } from './address-ranges.ts';

export type EgressScheme = 'http' | 'https';

/** One line of an allow-list: who may be called, how. */
export interface EgressRule {
  /** A host name (`runbooks.acme.com`), everything below one (`*.acme.com`), an address or a CIDR block. */
  readonly target: string;
  readonly schemes: readonly EgressScheme[];
  /** Empty means any port. */
  readonly ports: readonly number[];
}

/** What one caller may connect to. Whatever no part of it allows is refused. */
export interface EgressPolicy {
  /** Whether https on port 443 to any public address is allowed without a rule. */
  readonly publicHttps: boolean;
  readonly rules: readonly EgressRule[];
  /**
   * Non-public blocks (CIDR) that whoever runs the installation has opened at all. A rule reaches a private, loopback or link-local address only inside
   * these, so that one tenant's allow-list cannot open the operator's own network.
   */
  readonly privateRanges: readonly string[];
}

/** https to the public internet and nothing else. */
export const PUBLIC_HTTPS_ONLY: EgressPolicy = { publicHttps: true, rules: [], privateRanges: [] };

const label = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const hostPattern = new RegExp(`^(?:\\*\\.)?${label}(?:\\.${label})*$`);

/** Why a rule cannot be accepted, in words for its author, or undefined. A host name is not resolved here: its addresses are judged at each connect. */
export function egressRuleProblem(rule: EgressRule, privateRanges: readonly string[]): string | undefined {
  if (rule.schemes.length === 0) return 'names no scheme';
  if (rule.ports.some((port) => !Number.isInteger(port) || port < 1 || port > 65_535)) return 'has a port outside 1 to 65535';
  const range = parseRange(rule.target);
  if (!range) return isHostPattern(rule.target) ? undefined : 'is neither a host name in lower case, nor *.name, nor an address, nor a CIDR block';
  if (!touchesSpecialUse(range)) return undefined;
  const open = privateRanges.some((outer) => {
    const parsed = parseRange(outer);
    return parsed !== undefined && isRangeInside(range, parsed);
  });
  return open ? undefined : 'covers addresses that are not public and that this installation does not open';
}

/** `2130706433` or `0x7f.1` would be read as an address by a URL parser, so a name whose last label is numeric is none (WHATWG "ends in a number"). */
function isHostPattern(target: string): boolean {
  const last = target.split('.').at(-1) ?? '';
  return target.length <= 253 && hostPattern.test(target) && !/^(?:\d+|0x[0-9a-f]*)$/.test(last);
}
