import { type Channel, defineChannel } from '../ports/channel.ts';
import { channelCall } from './channel-http.ts';
import { expanded, refusingBadTemplates, standard, template, templatedEndProblem, type TemplatedChannelDeps, wholeText } from './message-texts.ts';
import { textOf, unlessDelivered } from './provider-answer.ts';

interface MattermostSettings {
  readonly channel?: string;
  readonly username: string;
  readonly icon_url?: string;
  readonly icon_emoji?: string;
  readonly text: string;
  readonly fields: readonly { readonly title: string; readonly value: string; readonly short?: boolean }[];
  readonly [part: string]: unknown;
}

/** https://developers.mattermost.com/integrate/webhooks/incoming/ */
const MOST_OF_A_TEXT = 16_383;

/** Mattermost, through an incoming webhook; an attachment as Alertmanager's `mattermost_configs` writes it. */
export const mattermostChannel = (deps: TemplatedChannelDeps): Channel => defineChannel<MattermostSettings>({
  kind: 'mattermost',
  description: 'Mattermost, through an incoming webhook',
  sendResolvedByDefault: true,
  settingsSchema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      channel: template(undefined, 'Where the webhook is not locked to one'),
      username: standard('mattermost.default.username'), icon_url: template(), icon_emoji: template(),
      title: standard('mattermost.default.title'), title_link: standard('mattermost.default.titlelink'), text: standard('mattermost.default.text'), fallback: standard('mattermost.default.fallback'),
      color: standard('mattermost.default.color'), pretext: template(), author_name: template(), author_link: template(), author_icon: template(), image_url: template(), thumb_url: template(),
      footer: template(), footer_icon: template(),
      fields: {
        type: 'array', maxItems: 50, default: [],
        items: { type: 'object', additionalProperties: false, required: ['title', 'value'], properties: { title: template(), value: template(), short: { type: 'boolean' } } },
      },
    },
  },
  secrets: [{ name: 'webhook_url', required: true, description: 'Address of the incoming webhook' }],

  problemOf: (actor, { settings, secrets }) => templatedEndProblem(deps, actor, settings, { 'secrets/webhook_url': secrets['webhook_url'] }),

  deliver: (actor, message, { settings, secrets }, signal) => refusingBadTemplates(async () => {
    const { channel, username, icon_url, icon_emoji, text, ...attachment } = expanded(deps, message, settings);
    const body = JSON.stringify({ channel, username, icon_url, icon_emoji, attachments: [{ ...attachment, text: wholeText(message, text, MOST_OF_A_TEXT, (url) => `[Acknowledge](${url})`) }] });
    const answer = await channelCall(deps, actor, { url: secrets['webhook_url'] ?? '', body, signal });
    return unlessDelivered(answer, ({ message: reason }) => (textOf(reason) === undefined ? {} : { error: `Mattermost answered ${answer.code}: ${textOf(reason) ?? ''}` }));
  }),
});
