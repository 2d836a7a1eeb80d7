import { type Channel, defineChannel } from '../ports/channel.ts';
import { channelCall } from './channel-http.ts';
import { expanded, refusingBadTemplates, standard, templatedEndProblem, type TemplatedChannelDeps, truncated, wholeText } from './message-texts.ts';

interface TeamsSettings {
  readonly title: string;
  readonly text: string;
}

/** https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook: a message has at most 28 KB. */
const MOST_BYTES = 28 * 1024;
const MOST_OF_A_TITLE = 1024;

/** Microsoft Teams, through the webhook of a workflow of Power Automate ("when a Teams webhook request is received"), as an Adaptive Card. */
export const msteamsChannel = (deps: TemplatedChannelDeps): Channel => defineChannel<TeamsSettings>({
  kind: 'msteams',
  description: 'Microsoft Teams, through the webhook of a workflow, as an Adaptive Card',
  sendResolvedByDefault: true,
  settingsSchema: { type: 'object', additionalProperties: false, properties: { title: standard('msteamsv2.default.title'), text: standard('msteamsv2.default.text') } },
  secrets: [{ name: 'webhook_url', required: true, description: 'Address of the webhook of the workflow' }],

  problemOf: (actor, { settings, secrets }) => templatedEndProblem(deps, actor, settings, { 'secrets/webhook_url': secrets['webhook_url'] }),

  deliver: (actor, message, { settings, secrets }, signal) => refusingBadTemplates(async () => {
    const { title, text } = expanded(deps, message, settings);
    const { ackUrl, ...told } = message; // the link is a button here
    const actions = ackUrl === undefined ? [] : [{ type: 'Action.OpenUrl', title: 'Acknowledge', url: ackUrl }];
    const color = message.data.status === 'firing' ? 'Attention' : 'Good';
    const card = (most: number) => JSON.stringify({
      type: 'message',
      attachments: [{
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', version: '1.2', msteams: { width: 'full' }, actions,
          body: [
            { type: 'TextBlock', text: truncated(title, MOST_OF_A_TITLE), weight: 'Bolder', size: 'Medium', wrap: true, style: 'heading', color },
            { type: 'TextBlock', text: wholeText(told, text, most), wrap: true },
          ],
        },
      }],
    });
    let most = MOST_BYTES;
    while (Buffer.byteLength(card(most)) > MOST_BYTES && most > 100) most = Math.floor(most * 0.8);
    // Connectors of before the workflows say with 200 that they were asked too often.
    return channelCall(deps, actor, { url: secrets['webhook_url'] ?? '', body: card(most), signal }, ({ body }) =>
      body.includes('HTTP error 429') ? { outcome: 'failed', code: '429', error: 'Microsoft Teams was asked too often' } : {});
  }),
});
