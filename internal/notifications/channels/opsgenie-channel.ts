import { type Channel, defineChannel } from '../ports/channel.ts';
import { channelCall } from './channel-http.ts';
import { expanded, refusingBadTemplates, standard, template, templatedEndProblem, type TemplatedChannelDeps, truncated, wholeText } from './message-texts.ts';
import { groupKeyHash } from './pagerduty-channel.ts';
import { answeredObject, textOf, unlessDelivered } from './provider-answer.ts';

interface Responder { readonly id?: string; readonly name?: string; readonly username?: string; readonly type: string }

interface OpsgenieSettings {
  readonly api_url: string;
  readonly message: string;
  readonly description: string;
  readonly source: string;
  readonly priority?: string;
  readonly entity?: string;
  readonly note?: string;
  readonly tags?: string;
  readonly actions?: string;
  readonly details: Readonly<Record<string, string>>;
  readonly responders: readonly Responder[];
}

/** https://docs.opsgenie.com/docs/alert-api#create-alert */
const MOST = { message: 130, description: 15_000, source: 100, entity: 512, note: 25_000 };

/** Opsgenie: a group of alerts creates one alert, known by its alias, and closes it. */
export const opsgenieChannel = (deps: TemplatedChannelDeps): Channel => defineChannel<OpsgenieSettings>({
  kind: 'opsgenie',
  description: 'Opsgenie, Alert API',
  sendResolvedByDefault: true,
  settingsSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      api_url: { type: 'string', minLength: 1, maxLength: 2048, default: 'https://api.opsgenie.com/', description: 'In the EU `https://api.eu.opsgenie.com/`' },
      message: standard('opsgenie.default.message'), description: standard('opsgenie.default.description'), source: standard('opsgenie.default.source'),
      priority: template(undefined, '`P1` to `P5`; what a template makes otherwise is left out'),
      entity: template(), note: template(), tags: template(undefined, 'Separated by commas'), actions: template(undefined, 'Separated by commas'),
      details: { type: 'object', maxProperties: 100, additionalProperties: template(), default: {}, description: 'Beside the labels that all alerts have' },
      responders: {
        type: 'array', maxItems: 50, default: [],
        items: { type: 'object', additionalProperties: false, required: ['type'], properties: { id: template(), name: template(), username: template(), type: template(undefined, '`team`, `user`, `escalation`, `schedule`; `teams`: names separated by commas') } },
      },
    },
  },
  secrets: [{ name: 'api_key', required: true, description: 'Key of an API integration' }],

  problemOf: (actor, { settings }) => templatedEndProblem(deps, actor, settings, { 'settings/api_url': settings.api_url }),

  deliver: (actor, message, { settings, secrets }, signal) => refusingBadTemplates(async () => {
    const said = expanded(deps, message, settings);
    const alias = groupKeyHash(message.data.groupKey);
    const base = `${settings.api_url.replace(/\/$/, '')}/v2/alerts`;
    const source = truncated(said.source, MOST.source);
    const create = {
      alias, message: truncated(said.message, MOST.message), description: wholeText(message, said.description, MOST.description), source,
      details: { ...message.data.commonLabels, ...said.details, delivery_id: message.deliveryId },
      responders: said.responders.flatMap(eachTeam), tags: listOf(said.tags), actions: listOf(said.actions),
      note: said.note === undefined ? undefined : truncated(said.note, MOST.note), entity: said.entity === undefined ? undefined : truncated(said.entity, MOST.entity),
      priority: /^P[1-5]$/.test(said.priority ?? '') ? said.priority : undefined,
    };
    const [url, body] = message.data.status === 'firing' ? [base, create] : [`${base}/${alias}/close?identifierType=alias`, { source }];
    const answer = await channelCall(deps, actor, { url, body: JSON.stringify(body), signal, headers: { authorization: `GenieKey ${secrets['api_key'] ?? ''}` } }, ({ body: accepted }) => {
      const id = textOf(answeredObject(accepted)['requestId']);
      return id === undefined ? {} : { providerId: id };
    });
    return unlessDelivered(answer, ({ message: reason }) => (textOf(reason) === undefined ? {} : { error: `Opsgenie answered ${answer.code}: ${textOf(reason) ?? ''}` }));
  }),
});

/** Nobody where a template made nothing; `teams` are several. */
function eachTeam(responder: Responder): readonly Responder[] {
  if ([responder.id, responder.name, responder.username].every((part) => part === undefined || part === '')) return [];
  return responder.type === 'teams' ? listOf(responder.name).map((name) => ({ type: 'team', name })) : [responder];
}

const listOf = (text = ''): string[] => text.split(',').map((part) => part.trim()).filter((part) => part !== '');
