import type { JsonObject } from '#internal/kernel';
import { type Channel, type ChannelMessage, defineChannel } from '../ports/channel.ts';
import { channelCall } from './channel-http.ts';
import { expanded, heldBackText, refusingBadTemplates, standard, templatedEndProblem, type TemplatedChannelDeps, wholeText } from './message-texts.ts';
import { answeredObject, secondsAsMs, textOf, unlessDelivered } from './provider-answer.ts';

interface TelegramSettings {
  readonly api_url: string;
  readonly chat_id: number | string;
  readonly message_thread_id?: number;
  readonly message: string;
  readonly parse_mode: 'HTML' | '';
  readonly disable_notifications: boolean;
}

/** https://core.telegram.org/bots/api#sendmessage */
const MOST_OF_A_TEXT = 4096;

/** A chat of Telegram, through a bot. The token stands in the address of each call: no address is ever shown. */
export const telegramChannel = (deps: TemplatedChannelDeps): Channel => defineChannel<TelegramSettings>({
  kind: 'telegram',
  description: 'Telegram, through a bot',
  sendResolvedByDefault: true,
  settingsSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['chat_id'],
    properties: {
      api_url: { type: 'string', minLength: 1, maxLength: 2048, default: 'https://api.telegram.org' },
      chat_id: { type: ['integer', 'string'], description: 'Number of the chat, or `@name` of a public channel' },
      message_thread_id: { type: 'integer', minimum: 1, description: 'A topic of a forum' },
      message: standard('telegram.default.message'),
      parse_mode: { type: 'string', enum: ['HTML', ''], default: 'HTML', description: 'With `HTML` the template may hold tags; what alerts say is escaped' },
      disable_notifications: { type: 'boolean', default: false },
    },
  },
  secrets: [{ name: 'bot_token', required: true, description: 'Token of the bot' }],

  problemOf: (actor, { settings }) => templatedEndProblem(deps, actor, settings, { 'settings/api_url': settings.api_url }),

  deliver: (actor, message, { settings, secrets }, signal) => refusingBadTemplates(async () => {
    const { api_url: api, chat_id, message_thread_id, disable_notifications: disable_notification } = settings;
    const body = JSON.stringify({ chat_id, message_thread_id, disable_notification, link_preview_options: { is_disabled: true }, ...telegramText(deps, message, settings) });
    const answer = await channelCall(deps, actor, { url: `${api.replace(/\/$/, '')}/bot${secrets['bot_token'] ?? ''}/sendMessage`, body, signal }, ({ body: accepted }) => {
      const id = textOf((answeredObject(accepted)['result'] as JsonObject | undefined)?.['message_id']);
      return id === undefined ? {} : { providerId: id };
    });
    return unlessDelivered(answer, ({ description, parameters }) => ({
      ...secondsAsMs((parameters as JsonObject | undefined)?.['retry_after']), ...(textOf(description) !== undefined && { error: `Telegram answered ${answer.code}: ${textOf(description) ?? ''}` }),
    }));
  }),
});

/** Marked up as long as it fits: tags that are cut in two are refused, so what is too long is cut as plain text. */
function telegramText(deps: TemplatedChannelDeps, message: ChannelMessage, { message: text, parse_mode }: TelegramSettings): { readonly text: string; readonly parse_mode?: 'HTML' } {
  if (parse_mode === 'HTML') {
    const link = message.ackUrl === undefined ? '' : `<a href="${escaped(message.ackUrl)}">Acknowledge</a>`;
    const html = [escaped(heldBackText(message)), deps.templates.html(text, message.data, deps.clock.now().getTime()), link].filter((part) => part !== '').join('\n\n');
    if ([...html].length <= MOST_OF_A_TEXT) return { text: html, parse_mode };
  }
  return { text: wholeText(message, expanded(deps, message, text), MOST_OF_A_TEXT) };
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
