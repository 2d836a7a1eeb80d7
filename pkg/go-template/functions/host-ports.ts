import { isIP } from 'node:net';

/** `host:port` or `[host]:port`, taken apart as Go's `net.SplitHostPort` does; undefined when it is neither. */
function splitHostPort(text: string): { readonly host: string; readonly port: string } | undefined {
  const colon = text.lastIndexOf(':');
  if (colon < 0) return undefined;
  let [host, afterOpen, afterClose] = [text.slice(0, colon), 0, 0];
  if (text.startsWith('[')) {
    const end = text.indexOf(']');
    if (end < 0 || end + 1 !== colon) return undefined;
    [host, afterOpen, afterClose] = [text.slice(1, end), 1, end + 1];
  } else if (host.includes(':')) return undefined;
  if (text.includes('[', afterOpen) || text.includes(']', afterClose)) return undefined;
  return { host, port: text.slice(colon + 1) };
}

/** The host of `host:port`; anything else unchanged. */
export const stripPort = (text: string): string => splitHostPort(text)?.host ?? text;

/** The first label of a domain name, with its port; addresses unchanged. */
export function stripDomain(text: string): string {
  const { host, port } = splitHostPort(text) ?? { host: text, port: '' };
  if (isIP(host) !== 0 && !host.includes('%')) return text;
  const [first = ''] = host.split('.');
  if (port === '') return first;
  return first.includes(':') ? `[${first}]:${port}` : `${first}:${port}`;
}
