import { createHash } from 'node:crypto';
import { type Channel, defineChannel } from '../ports/channel.ts';
import { channelCall } from './channel-http.ts';
import { expanded, heldBackText, refusingBadTemplates, standard, template, templatedEndProblem, type TemplatedChannelDeps, truncated } from './message-texts.ts';
import { answeredObject, textOf, unlessDelivered } from './provider-answer.ts';

interface PagerdutySettings {
  readonly url: string;
  readonly description: string;
  readonly severity: string;
  readonly client: string;
  readonly client_url: string;
  readonly source?: string;
  readonly class?: string;
  readonly component?: string;
  readonly group?: string;
  readonly details: Readonly<Record<string, string>>;
  readonly links: readonly { readonly href: string; readonly text?: string }[];
  readonly images: readonly { readonly src: string; readonly alt?: string; readonly href?: string }[];
}

/** https://developer.pagerduty.com/docs/send-alert-event: 512 KB for an event, 1024 characters for its summary. */
const MOST_BYTES = 512_000;
const MOST_OF_A_SUMMARY = 1024;
const SEVERITIES = new Set(['critical', 'error', 'warning', 'info']);
const DETAILS = {
  firing: '{{ if gt (len .Alerts.Firing) 0 }}{{ template "pagerduty.default.instances" .Alerts.Firing }}{{ end }}',
  resolved: '{{ if gt (len .Alerts.Resolved) 0 }}{{ template "pagerduty.default.instances" .Alerts.Resolved }}{{ end }}',
  num_firing: '{{ .Alerts.Firing | len }}',
  num_resolved: '{{ .Alerts.Resolved | len }}',
};

/** What a group of alerts is called at services that know open incidents: the same as with Alertmanager, so that both may tell of it. */
export const groupKeyHash = (groupKey: string): string => createHash('sha256').update(groupKey).digest('hex');

/** PagerDuty, Events API v2: a group of alerts triggers one incident and resolves it. */
export const pagerdutyChannel = (deps: TemplatedChannelDeps): Channel => defineChannel<PagerdutySettings>({
  kind: 'pagerduty',
  description: 'PagerDuty, Events API v2',
  sendResolvedByDefault: true,
  settingsSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      url: { type: 'string', minLength: 1, maxLength: 2048, default: 'https://events.pagerduty.com/v2/enqueue', description: 'In the EU `https://events.eu.pagerduty.com/v2/enqueue`' },
      description: standard('pagerduty.default.description'),
      severity: template('error', '`critical`, `error`, `warning` or `info`; what a template makes otherwise is `error`'),
      client: standard('pagerduty.default.client'), client_url: standard('pagerduty.default.clientURL'),
      source: template(undefined, 'As `client` when absent'), class: template(), component: template(), group: template(),
      details: { type: 'object', maxProperties: 100, additionalProperties: template(), default: {}, description: 'Beside the alerts themselves' },
      links: { type: 'array', maxItems: 20, default: [], items: { type: 'object', additionalProperties: false, required: ['href'], properties: { href: template(), text: template() } } },
      images: { type: 'array', maxItems: 20, default: [], items: { type: 'object', additionalProperties: false, required: ['src'], properties: { src: template(), alt: template(), href: template() } } },
    },
  },
  secrets: [{ name: 'routing_key', required: true, description: 'Integration key of the service or of the event orchestration' }],

  problemOf: (actor, { settings }) => templatedEndProblem(deps, actor, settings, { 'settings/url': settings.url }),

  deliver: (actor, message, { settings, secrets }, signal) => refusingBadTemplates(async () => {
    const { description, severity, client, client_url, source, class: kind, component, group, details, links, images } = expanded(deps, message, { ...settings, details: { ...DETAILS, ...settings.details } });
    const acknowledge = message.ackUrl === undefined ? [] : [{ href: message.ackUrl, text: 'Acknowledge' }];
    const held = heldBackText(message);
    const event = (custom_details: object) => JSON.stringify({
      routing_key: secrets['routing_key'], event_action: message.data.status === 'firing' ? 'trigger' : 'resolve', dedup_key: groupKeyHash(message.data.groupKey), client, client_url,
      payload: {
        summary: truncated(description, MOST_OF_A_SUMMARY), source: source === undefined || source === '' ? client : source, severity: SEVERITIES.has(severity) ? severity : 'error', class: kind, component, group, custom_details,
      },
      links: [...links.filter(({ href }) => href !== ''), ...acknowledge], images: images.filter(({ src }) => src !== ''),
    });
    const whole = event({ ...details, ...(held !== '' && { held_back: held }), delivery_id: message.deliveryId });
    const body = Buffer.byteLength(whole) <= MOST_BYTES ? whole : event({ error: 'the details were left out: the event would be larger than 512 KB', delivery_id: message.deliveryId });
    const answer = await channelCall(deps, actor, { url: settings.url, body, signal }, ({ body: accepted }) => {
      const key = textOf(answeredObject(accepted)['dedup_key']);
      return key === undefined ? {} : { providerId: key };
    });
    return unlessDelivered(answer, ({ message: reason, errors }) =>
      textOf(reason) === undefined ? {} : { error: `PagerDuty answered ${answer.code}: ${[textOf(reason) ?? '', ...(Array.isArray(errors) ? errors.map(String) : [])].join(', ')}` });
  }),
});
