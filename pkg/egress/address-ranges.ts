import ipaddr from 'ipaddr.js';

type Address = ReturnType<typeof ipaddr.process>;
/** A block of addresses; made by {@link parseRange} only. */
export type AddressRange = readonly [Address, number];

/**
 * Blocks that are not the public internet (IANA special-purpose registries, RFC 6890 and its updates), and what each one is.
 * IPv6 needs few lines because everything outside 2000::/3 is refused as a whole.
 */
const SPECIAL_USE: readonly (readonly [string, string])[] = [
  ['0.0.0.0/8', 'an address of "this network"'],
  ['10.0.0.0/8', 'a private address'],
  ['100.64.0.0/10', 'a carrier-grade NAT address'],
  ['127.0.0.0/8', 'a loopback address'],
  ['169.254.0.0/16', 'a link-local address'],
  ['172.16.0.0/12', 'a private address'],
  ['192.0.0.0/24', 'a protocol assignment'],
  ['192.0.2.0/24', 'a documentation address'],
  ['192.31.196.0/24', 'an AS112 address'],
  ['192.52.193.0/24', 'an AMT address'],
  ['192.88.99.0/24', 'a 6to4 relay address'],
  ['192.168.0.0/16', 'a private address'],
  ['192.175.48.0/24', 'an AS112 address'],
  ['198.18.0.0/15', 'a benchmarking address'],
  ['198.51.100.0/24', 'a documentation address'],
  ['203.0.113.0/24', 'a documentation address'],
  ['224.0.0.0/4', 'a multicast address'],
  ['240.0.0.0/4', 'a reserved or broadcast address'],
  ['::1/128', 'a loopback address'],
  ['fe80::/10', 'a link-local address'],
  ['fc00::/7', 'a unique local address'],
  ['64:ff9b::/96', 'a NAT64 address'],
  ['2001::/23', 'a protocol assignment (Teredo, ORCHID, AMT)'],
  ['2001:db8::/32', 'a documentation address'],
  ['2002::/16', 'a 6to4 address'],
  ['2620:4f:8000::/48', 'an AS112 address'],
  ['3fff::/20', 'a documentation address'],
];

const specialUse = SPECIAL_USE.map(([cidr, what]) => [ipaddr.parseCIDR(cidr), what] as const);
const globalUnicastV6 = ipaddr.parseCIDR('2000::/3');

/** What kind of non-public address this is, in words, or undefined for one of the public internet. IPv4-mapped IPv6 counts as the IPv4 address inside. */
export function specialUseOf(address: string): string | undefined {
  const parsed = parseAddress(address);
  const found = specialUse.find(([range]) => within(parsed, range));
  if (found) return found[1];
  if (parsed.kind() === 'ipv6' && !within(parsed, globalUnicastV6)) return 'not a global unicast address';
  return undefined;
}

/** Reads `10.0.0.0/8`, `fd00::/8` or a single address; undefined when it is neither, or an IPv4-mapped block, whose meaning would be ambiguous. */
export function parseRange(text: string): AddressRange | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  if (rest.length > 0 || !isCanonicalAddress(address)) return undefined;
  const parsed = ipaddr.parse(address);
  if (parsed.kind() === 'ipv6' && (parsed as ipaddr.IPv6).isIPv4MappedAddress()) return undefined;
  const bits = parsed.kind() === 'ipv4' ? 32 : 128;
  if (prefix === undefined) return [parsed, bits];
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > bits) return undefined;
  return [parsed, Number(prefix)];
}

/** Whether the address lies in the block. */
export const isInRange = (address: string, range: AddressRange): boolean => within(parseAddress(address), range);

/** Whether every address of `inner` lies in `outer`. */
export const isRangeInside = (inner: AddressRange, outer: AddressRange): boolean => inner[1] >= outer[1] && within(inner[0], outer);

/** Whether a block touches any non-public address: it holds one, or lies in a block of them. */
export const touchesSpecialUse = (range: AddressRange): boolean =>
  specialUse.some(([special]) => isRangeInside(range, special) || isRangeInside(special, range)) ||
  (range[0].kind() === 'ipv6' && !isRangeInside(range, globalUnicastV6));

// The zone (`%eth0`) selects an interface of ours; it is no part of the address that is judged.
const parseAddress = (address: string): Address => ipaddr.process(address.replace(/%.*$/, ''));

/** Only the usual notation, four decimal parts for IPv4: `0177.0.0.1` and `2130706433` are refused instead of guessed. */
function isCanonicalAddress(text: string): boolean {
  return text.includes(':') ? ipaddr.IPv6.isValid(text) && !text.includes('%') : ipaddr.IPv4.isValidFourPartDecimal(text);
}

function within(address: Address, [base, bits]: AddressRange): boolean {
  return address.kind() === base.kind() && address.match(base, bits);
}
