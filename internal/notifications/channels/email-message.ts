import { createHash } from 'node:crypto';
import { plainText, titleOf } from '../domain/message-text.ts';
import type { ChannelMessage } from '../ports/channel.ts';

/** Parts of an e-mail. */
export interface EmailMessage {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same in every copy (RFC 5322 section 3.6.4), so that mail programs show one. */
  readonly messageId: string;
  /** A message that does not exist and that all of a group answer: mail programs show a group as one conversation. */
  readonly references: string;
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
const link = (url: string, text: string): string => (/^https?:\/\//.test(url) ? `<a href="${escape(url)}">${escape(text)}</a>` : escape(url));

/** What a message is as an e-mail; `host` is what stands behind the `@` of its ids. */
export function emailMessage({ deliveryId, data, ackUrl }: ChannelMessage, host: string): EmailMessage {
  const group = createHash('sha256').update(data.groupKey).digest('hex').slice(0, 40);
  return { subject: titleOf(data), text: plainText(data, ackUrl), html: html(data, ackUrl), messageId: `<${deliveryId}@${host}>`, references: `<group.${group}@${host}>` };
}

function html(data: ChannelMessage['data'], ackUrl: string | undefined): string {
  const { heldBack, truncatedAlerts, externalURL } = data;
  const rows = (set: Readonly<Record<string, string>>) => Object.entries(set).map(([name, value]) => `<tr><td style="color:#666;padding-right:1em;vertical-align:top">${escape(name)}</td><td>${escape(value)}</td></tr>`).join('');
  const alert = ({ status, labels, annotations, startsAt, generatorURL }: (typeof data.alerts)[number]) =>
    `<h3 style="color:${status === 'firing' ? '#b00020' : '#1b6e3c'}">${status === 'firing' ? 'Firing' : 'Resolved'} <small>since ${escape(startsAt)}</small></h3><table>${rows(labels)}${rows(annotations)}</table>${generatorURL === '' ? '' : `<p>${link(generatorURL, 'Source')}</p>`}`;
  return [
    '<!doctype html><html><body style="font-family:sans-serif">',
    `<h2>${escape(titleOf(data))}</h2>`,
    ackUrl === undefined ? '' : `<p>${link(ackUrl, 'Acknowledge')}</p>`,
    heldBack ? `<p>Held back, because more than ${heldBack.ratePerMinute} messages a minute were due:</p><ul>${heldBack.groups.map(({ groupKey, status, alerts }) => `<li>${status}, ${alerts} alerts: ${escape(groupKey)}</li>`).join('')}</ul>` : '',
    ...data.alerts.map(alert),
    truncatedAlerts > 0 ? `<p>and ${truncatedAlerts} more</p>` : '',
    `<p style="color:#666">Sent by ${link(externalURL, 'Orchestrix')}</p></body></html>`,
  ].join('\n');
}
