import { type Channel, defineChannel } from '../ports/channel.ts';
import { channelCall } from './channel-http.ts';
import { expanded, refusingBadTemplates, template, templatedEndProblem, type TemplatedChannelDeps } from './message-texts.ts';

interface CustomWebhookSettings {
  readonly url?: string;
  readonly method: string;
  readonly content_type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** They belong to the connection, or are said elsewhere. */
const NOT_OURS = new Set(['authorization', 'connection', 'content-length', 'content-type', 'expect', 'host', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

/** Any service that takes HTTP: method, headers and body are said by the tenant, the body as a template. */
export const customWebhookChannel = (deps: TemplatedChannelDeps): Channel => defineChannel<CustomWebhookSettings>({
  kind: 'custom_webhook',
  description: 'HTTP call whose method, headers and body are templates of yours',
  sendResolvedByDefault: true,
  settingsSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      url: { type: 'string', minLength: 1, maxLength: 2048, description: 'An address that the egress settings of the tenant allow' },
      method: { type: 'string', enum: ['POST', 'PUT', 'PATCH'], default: 'POST' },
      content_type: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[ -~]+$', default: 'application/json' },
      headers: { type: 'object', maxProperties: 50, propertyNames: { pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$" }, additionalProperties: template(), default: {} },
      body: template('{{ . | toJson }}', 'Template of the whole body; `toJson` quotes what stands in JSON'),
    },
  },
  secrets: [
    { name: 'url', required: false, description: 'The address, where it is a secret' },
    { name: 'authorization', required: false, description: 'Value of the header Authorization, for instance `Bearer …`' },
  ],

  async problemOf(actor, { settings, secrets }) {
    if ((settings.url === undefined) === (secrets['url'] === undefined)) return { field: 'settings/url', reason: 'is required, here or as a secret, and not both' };
    const header = Object.keys(settings.headers).find((name) => NOT_OURS.has(name.toLowerCase()));
    if (header !== undefined) return { field: `settings/headers/${header}`, reason: 'cannot be set here' };
    return templatedEndProblem(deps, actor, settings, { 'settings/url': settings.url, 'secrets/url': secrets['url'] });
  },

  deliver: (actor, message, { settings, secrets }, signal) => refusingBadTemplates(async () => {
    const { method, url = secrets['url'] ?? '', content_type: type } = settings;
    const { body, headers } = expanded(deps, message, { body: settings.body, headers: settings.headers });
    const { authorization } = secrets;
    const ours = { 'content-type': type, 'webhook-id': message.deliveryId, 'x-orchestrix-delivery': message.deliveryId, ...(authorization !== undefined && { authorization }) };
    const said = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.replaceAll(/[\r\n]+/g, ' ')]));
    return channelCall(deps, actor, { method, url, body, signal, headers: { ...said, ...ours } });
  }),
});
