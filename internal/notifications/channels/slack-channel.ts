import type { EgressAnswer } from '#pkg/egress';
import { type Channel, type ChannelAnswer, defineChannel } from '../ports/channel.ts';
import { channelCall } from './channel-http.ts';
import { expanded, refusingBadTemplates, standard, template, templatedEndProblem, type TemplatedChannelDeps, truncated, wholeText } from './message-texts.ts';
import { answeredObject, textOf } from './provider-answer.ts';

interface SlackField { readonly title: string; readonly value: string; readonly short?: boolean }
interface SlackAction { readonly type: string; readonly text: string; readonly url?: string; readonly style?: string; readonly name?: string; readonly value?: string }

interface SlackSettings {
  readonly channel?: string;
  readonly username: string;
  readonly icon_emoji: string;
  readonly icon_url: string;
  readonly link_names: boolean;
  readonly message_text?: string;
  readonly title: string;
  readonly title_link: string;
  readonly pretext: string;
  readonly text: string;
  readonly fallback: string;
  readonly callback_id: string;
  readonly image_url?: string;
  readonly thumb_url?: string;
  readonly footer: string;
  readonly color: string;
  readonly short_fields: boolean;
  readonly fields: readonly SlackField[];
  readonly actions: readonly SlackAction[];
  readonly mrkdwn_in: readonly string[];
}

const POST_MESSAGE = 'https://slack.com/api/chat.postMessage';
const MOST_OF_A_TITLE = 1024;
/** Slack cuts messages off beyond this (https://docs.slack.dev/changelog/2018-truncating-really-long-messages). */
const MOST_OF_A_TEXT = 40_000;
/** Errors of the Web API that pass (https://docs.slack.dev/reference/methods/chat.postMessage). */
const PASSING = new Set(['ratelimited', 'rate_limited', 'internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org']);

/** Slack, through an incoming webhook (secret `api_url`) or `chat.postMessage` (secret `app_token`); an attachment as Alertmanager's `slack_configs` writes it. */
export const slackChannel = (deps: TemplatedChannelDeps): Channel => defineChannel<SlackSettings>({
  kind: 'slack',
  description: 'Slack, through an incoming webhook or as an app',
  sendResolvedByDefault: false,
  settingsSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      channel: template(undefined, 'Name or id; required with an app token'),
      username: standard('slack.default.username'), icon_emoji: standard('slack.default.iconemoji'), icon_url: standard('slack.default.iconurl'),
      link_names: { type: 'boolean', default: false },
      message_text: template(undefined, 'Text outside of the attachment'),
      title: standard('slack.default.title'), title_link: standard('slack.default.titlelink'), pretext: standard('slack.default.pretext'), text: standard('slack.default.text'),
      fallback: standard('slack.default.fallback'), callback_id: standard('slack.default.callbackid'), image_url: template(), thumb_url: template(), footer: standard('slack.default.footer'),
      color: standard('slack.default.color'),
      short_fields: { type: 'boolean', default: false },
      fields: {
        type: 'array', maxItems: 50, default: [],
        items: { type: 'object', additionalProperties: false, required: ['title', 'value'], properties: { title: template(), value: template(), short: { type: 'boolean' } } },
      },
      actions: {
        type: 'array', maxItems: 5, default: [],
        items: { type: 'object', additionalProperties: false, required: ['type', 'text'], properties: { type: template(), text: template(), url: template(), style: template(), name: template(), value: template() } },
      },
      mrkdwn_in: { type: 'array', maxItems: 5, items: { type: 'string', enum: ['fallback', 'pretext', 'text', 'title', 'fields'] }, default: ['fallback', 'pretext', 'text'] },
    },
  },
  secrets: [
    { name: 'api_url', required: false, description: 'Address of the incoming webhook' },
    { name: 'app_token', required: false, description: 'Token of an app (`xoxb-…`) that may chat:write' },
  ],

  async problemOf(actor, { settings, secrets: { api_url: url, app_token: token } }) {
    if (url === undefined && token === undefined) return { field: 'secrets/api_url', reason: 'this or the secret app_token is required' };
    if (token !== undefined && (settings.channel ?? '') === '') return { field: 'settings/channel', reason: 'is required with an app token' };
    return templatedEndProblem(deps, actor, settings, { 'secrets/api_url': url });
  },

  deliver: (actor, message, { settings, secrets: { api_url: url = POST_MESSAGE, app_token: token } }, signal) => refusingBadTemplates(async () => {
    const { channel, username, icon_emoji, icon_url, link_names, message_text, short_fields, fields, actions, title, text, ...attachment } = expanded(deps, message, settings);
    const acknowledge = message.ackUrl === undefined ? [] : [{ type: 'button', text: 'Acknowledge', url: message.ackUrl }];
    const { ackUrl: _, ...told } = message; // the link is a button here
    const body = JSON.stringify({
      channel, username, icon_emoji, icon_url, link_names, text: message_text,
      attachments: [{
        ...attachment, title: truncated(title, MOST_OF_A_TITLE), text: wholeText(told, text, MOST_OF_A_TEXT),
        fields: fields.map((field) => ({ ...field, short: field.short ?? short_fields })), actions: [...acknowledge, ...actions].slice(0, 5),
      }],
    });
    const answer = await channelCall(deps, actor, { url, body, signal, headers: { 'content-type': 'application/json; charset=utf-8', ...(token !== undefined && { authorization: `Bearer ${token}` }) } }, accepted);
    // Webhooks answer errors as a word: `channel_is_archived`.
    return answer.outcome !== 'delivered' && /^[a-z_]{2,60}$/.test(answer.response?.trim() ?? '') ? { ...answer, code: answer.response?.trim() ?? answer.code } : answer;
  }),
});

/** 200 may be an error, too: the Web API says `ok: false`, webhooks anything but `ok`. */
function accepted({ body, headers }: EgressAnswer): Partial<ChannelAnswer> {
  if (!(headers['content-type'] ?? '').startsWith('application/json')) return body.trim() === 'ok' ? {} : { outcome: 'refused', error: 'Slack did not take it' };
  const { ok, error, ts } = answeredObject(body);
  const id = textOf(ts);
  if (ok === true) return id === undefined ? {} : { providerId: id };
  const code = textOf(error) ?? 'unknown';
  return { outcome: PASSING.has(code) ? 'failed' : 'refused', code, error: `Slack answered ${code}` };
}
