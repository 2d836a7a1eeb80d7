import { AlertmanagerTemplates } from '#pkg/alertmanager';
import type { Clock } from '#internal/kernel';
import type { Channel } from '../ports/channel.ts';
import type { ChannelHttpDeps } from './channel-http.ts';
import { customWebhookChannel } from './custom-webhook-channel.ts';
import { discordChannel } from './discord-channel.ts';
import { mattermostChannel } from './mattermost-channel.ts';
import { msteamsChannel } from './msteams-channel.ts';
import { opsgenieChannel } from './opsgenie-channel.ts';
import { pagerdutyChannel } from './pagerduty-channel.ts';
import { slackChannel } from './slack-channel.ts';
import { telegramChannel } from './telegram-channel.ts';
import { smsChannel, voiceChannel } from './twilio-channels.ts';

/** The channels that end at somebody's service, all over HTTP and with Alertmanager's templates. */
export function providerChannels(http: ChannelHttpDeps & { readonly clock: Clock }): readonly Channel[] {
  const deps = { ...http, templates: AlertmanagerTemplates.parse() };
  return [slackChannel, msteamsChannel, discordChannel, telegramChannel, mattermostChannel, pagerdutyChannel, opsgenieChannel, customWebhookChannel, smsChannel, voiceChannel].map((channel) => channel(deps));
}
