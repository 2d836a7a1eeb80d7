import type { JsonObject } from '#internal/kernel';
import type { Channel, ChannelAnswer, ChannelEnd, ChannelMessage } from '../ports/channel.ts';

/** A channel that keeps what it was given and answers what it is told to. */
export class RecordingChannel implements Channel {
  readonly description = 'keeps what it is given';
  readonly settingsSchema = { type: 'object', additionalProperties: false, required: ['url'], properties: { url: { type: 'string', pattern: '^https:' }, max_alerts: { type: 'integer', default: 0 } } };
  readonly secrets = [{ name: 'signing_secret', required: false, description: 'key' }, { name: 'token', required: false, description: 'token' }];
  readonly sent: (ChannelMessage & ChannelEnd<JsonObject>)[] = [];
  answer: (message: ChannelMessage, end: ChannelEnd<JsonObject>) => Promise<ChannelAnswer> = async () => ({ outcome: 'delivered', code: '200', providerId: 'p1' });

  constructor(
    readonly kind: string = 'webhook',
    readonly sendResolvedByDefault = true,
  ) {}

  async problemOf(_actor: unknown, { settings }: ChannelEnd<JsonObject>) {
    return (settings['url'] as string).includes('169.254') ? { field: 'settings/url', reason: 'is not on the allow-list' } : undefined;
  }

  settingsFor(address: string): JsonObject {
    return { url: `https://people.example/${address}` };
  }

  deliver(_actor: unknown, message: ChannelMessage, end: ChannelEnd<JsonObject>): Promise<ChannelAnswer> {
    this.sent.push({ ...message, ...end });
    return this.answer(message, end);
  }
}
