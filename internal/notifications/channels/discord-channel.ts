import { type Channel, defineChannel } from '../ports/channel.ts';
import { channelCall } from './channel-http.ts';
import { expanded, refusingBadTemplates, standard, template, templatedEndProblem, type TemplatedChannelDeps, truncated, wholeText } from './message-texts.ts';
import { answeredObject, secondsAsMs, textOf, unlessDelivered } from './provider-answer.ts';

interface DiscordSettings {
  readonly title: string;
  readonly message: string;
  readonly content: string;
  readonly username?: string;
  readonly avatar_url?: string;
}

/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
const MOST = { title: 256, message: 4096, content: 2000, username: 80 };
const [RED, GREEN] = [0x99_2d_22, 0x2e_cc_71];

/** Discord, through a webhook of a channel, as an embed. */
export const discordChannel = (deps: TemplatedChannelDeps): Channel => defineChannel<DiscordSettings>({
  kind: 'discord',
  description: 'Discord, through a webhook of a channel',
  sendResolvedByDefault: true,
  settingsSchema: {
    type: 'object',
    additionalProperties: false,
    properties: { title: standard('discord.default.title'), message: standard('discord.default.message'), content: standard('discord.default.content'), username: template(), avatar_url: template() },
  },
  secrets: [{ name: 'webhook_url', required: true, description: 'Address of the webhook' }],

  problemOf: (actor, { settings, secrets }) => templatedEndProblem(deps, actor, settings, { 'secrets/webhook_url': secrets['webhook_url'] }),

  deliver: (actor, message, { settings, secrets }, signal) => refusingBadTemplates(async () => {
    const said = expanded(deps, message, settings);
    const body = JSON.stringify({
      content: truncated(said.content, MOST.content),
      username: said.username === undefined ? undefined : truncated(said.username, MOST.username),
      avatar_url: said.avatar_url,
      embeds: [{ title: truncated(said.title, MOST.title), description: wholeText(message, said.message, MOST.message), color: message.data.status === 'firing' ? RED : GREEN }],
    });
    const url = new URL(secrets['webhook_url'] ?? '');
    url.searchParams.set('wait', 'true'); // otherwise Discord takes messages that it does not save, and tells no id
    const answer = await channelCall(deps, actor, { url: url.href, body, signal }, ({ body: accepted }) => {
      const id = textOf(answeredObject(accepted)['id']);
      return id === undefined ? {} : { providerId: id };
    });
    return unlessDelivered(answer, ({ retry_after: seconds, message: reason }) => ({ ...secondsAsMs(seconds), ...(textOf(reason) !== undefined && { error: `Discord answered ${answer.code}: ${textOf(reason) ?? ''}` }) }));
  }),
});
