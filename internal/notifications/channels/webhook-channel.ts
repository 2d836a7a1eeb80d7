import type { Clock } from '#internal/kernel';
import { webhookHeaders } from '#pkg/webhook-signature';
import type { MessageData } from '../domain/message-data.ts';
import { type Channel, type ChannelMessage, defineChannel } from '../ports/channel.ts';
import { channelCall, type ChannelHttpDeps, urlProblem } from './channel-http.ts';

interface WebhookSettings {
  readonly url: string;
  readonly max_alerts: number;
}

/**
 * POSTs what an Alertmanager's webhook receiver expects (version 4), signed as Standard Webhooks are, and with `X-Webhook-Signature: sha256=<HMAC of the body>`. A link to acknowledge, and what was
 * held back, are fields of their own, which such receivers pass over.
 */
export const webhookChannel = (deps: ChannelHttpDeps & { readonly clock: Clock }): Channel => defineChannel<WebhookSettings>({
  kind: 'webhook',
  description: 'HTTP POST in the format of the Alertmanager webhook, signed',
  sendResolvedByDefault: true,
  settingsSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['url'],
    properties: {
      url: { type: 'string', minLength: 1, maxLength: 2048, description: 'An address that the egress settings of the tenant allow' },
      max_alerts: { type: 'integer', minimum: 0, maximum: 10_000, default: 0, description: 'Most alerts in one message, the others are counted; 0 is no limit' },
    },
  },
  secrets: [
    { name: 'signing_secret', required: false, description: 'Key of the signatures; `whsec_<base64>`, or any text' },
    { name: 'authorization', required: false, description: 'Value of the header Authorization, for instance `Bearer …`' },
  ],

  problemOf: (actor, { settings }) => urlProblem(deps, actor, 'settings/url', settings.url),

  deliver(actor, message, { settings, secrets }, signal) {
    const body = JSON.stringify(webhookBody(message, settings.max_alerts));
    const { signing_secret: signing, authorization } = secrets;
    const headers = {
      ...webhookHeaders({ id: message.deliveryId, sentAt: deps.clock.now(), body }, { secrets: signing === undefined ? [] : [signing], covers: 'body' }),
      'x-orchestrix-delivery': message.deliveryId,
      ...(authorization !== undefined && { authorization }),
    };
    return channelCall(deps, actor, { url: settings.url, headers, body, signal });
  },
});

/** The body, with at most so many alerts. */
function webhookBody({ data: { heldBack, ...data }, ackUrl }: ChannelMessage, most: number): object {
  return { ...truncated(data, most), ...(ackUrl !== undefined && { acknowledgeURL: ackUrl }), ...(heldBack && { heldBack }) };
}

const truncated = (data: MessageData, most: number): MessageData =>
  most === 0 || data.alerts.length <= most ? data : { ...data, alerts: data.alerts.slice(0, most), truncatedAlerts: data.truncatedAlerts + data.alerts.length - most };
