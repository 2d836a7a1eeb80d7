import { titleOf } from '../domain/message-text.ts';
import type { AckLinkState } from '../service/acknowledge-by-link.ts';

/** Nothing is loaded from anywhere, the form goes back to where it came from, and the address, which is a credential, is told to nobody. */
export const ACKNOWLEDGE_HEADERS = {
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex',
};

const WORDS: Readonly<Record<AckLinkState['state'], string>> = {
  ready: 'Acknowledge these alerts? Whoever looks at them sees that somebody takes care.',
  done: 'Acknowledged. Thank you.',
  used: 'This link was used before: the alerts are acknowledged.',
  expired: 'This link has expired.',
  unknown: 'This link is not known.',
};

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

const MOST_SHOWN = 20;

/** The page behind a link: what it is about, and a button while it is good. Without scripts. */
export function acknowledgePage(link: AckLinkState): string {
  const firing = 'data' in link ? link.data.alerts.filter(({ status }) => status === 'firing') : [];
  const item = ({ labels }: (typeof firing)[number]) => `<li>${escape(Object.entries(labels).map(([name, value]) => `${name}=${value}`).join(', '))}</li>`;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Acknowledge alerts</title></head>',
    '<body style="font-family:sans-serif;max-width:40em;margin:2em auto;padding:0 1em">',
    'data' in link ? `<h1>${escape(titleOf(link.data))}</h1>` : '',
    `<p>${WORDS[link.state]}</p>`,
    link.state === 'ready' ? '<form method="post"><button type="submit" style="font-size:1.2em;padding:.5em 1em">Acknowledge</button></form>' : '',
    firing.length > 0 ? `<ul>${firing.slice(0, MOST_SHOWN).map(item).join('')}</ul>` : '',
    firing.length > MOST_SHOWN ? `<p>and ${firing.length - MOST_SHOWN} more</p>` : '',
    '</body></html>',
  ].join('\n');
}
