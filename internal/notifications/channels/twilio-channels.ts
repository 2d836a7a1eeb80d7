import type { Actor } from '#internal/kernel';
import { type Channel, type ChannelAnswer, type ChannelEnd, type ChannelMessage, defineChannel } from '../ports/channel.ts';
import { channelCall } from './channel-http.ts';
import { expanded, heldBackText, refusingBadTemplates, template, templatedEndProblem, type TemplatedChannelDeps, truncated, wholeText } from './message-texts.ts';
import { answeredObject, textOf, unlessDelivered } from './provider-answer.ts';

interface TwilioSettings {
  readonly api_url: string;
  readonly account_sid: string;
  readonly username?: string;
  readonly from: string;
  readonly to: string;
  readonly status_callback?: string;
  readonly message: string;
}

interface VoiceSettings extends TwilioSettings {
  readonly language: string;
  readonly repeat: number;
}

/** A text message has at most 1600 characters (error 21617). */
const MOST_OF_A_MESSAGE = 1600;
/** TwiML in a parameter has at most 4000 characters; what is escaped takes up to six. */
const MOST_OF_TWIML = 4000;
/**
 * Errors that pass although their status may say otherwise: too many calls at once, a full queue of the sender or of the account, too many requests, and faults inside. All else goes by the status, as Twilio
 * advises (https://www.twilio.com/docs/api/errors).
 */
const PASSING = new Set(['10004', '20429', '20500', '20503', '21611', '30001']);

const NUMBER = '^\\+[1-9][0-9]{6,14}$';
const TEXT = '{{ template "__subject" . }}{{ with .CommonAnnotations.summary }}\n{{ . }}{{ end }}';

const properties = {
  api_url: { type: 'string', minLength: 1, maxLength: 2048, default: 'https://api.twilio.com', description: 'Of Twilio, or of a service with the same API' },
  account_sid: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
  username: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$', description: 'Of an API key; the account when absent' },
  to: { type: 'string', pattern: NUMBER, description: 'E.164: `+4915112345678`' },
  status_callback: { type: 'string', format: 'uri', maxLength: 2048, description: 'Where Twilio says what became of it' },
  message: template(TEXT),
};
const secrets = [{ name: 'auth_token', required: true, description: 'Token of the account, or secret of the API key' }];

/** Text messages through Twilio or a service with its API. */
export const smsChannel = (deps: TemplatedChannelDeps): Channel => defineChannel<TwilioSettings>({
  kind: 'sms',
  description: 'Text messages, through Twilio or a service with its API',
  sendResolvedByDefault: false,
  settingsSchema: {
    type: 'object', additionalProperties: false, required: ['account_sid', 'from', 'to'],
    properties: { ...properties, from: { type: 'string', minLength: 1, maxLength: 64, description: 'A number, a sender id, or a messaging service (`MG…`)' } },
  },
  secrets,
  problemOf: (actor, { settings }) => templatedEndProblem(deps, actor, settings, { 'settings/api_url': settings.api_url }),
  deliver: (actor, message, end, signal) => refusingBadTemplates(async () => {
    const { from } = end.settings;
    const sender = /^MG[0-9a-fA-F]{32}$/.test(from) ? { MessagingServiceSid: from } : { From: from };
    return twilioCall(deps, actor, end, 'Messages', { ...sender, Body: wholeText(message, expanded(deps, message, end.settings.message), MOST_OF_A_MESSAGE) }, signal);
  }),
});

/** Calls that read the message out, through Twilio or a service with its API. */
export const voiceChannel = (deps: TemplatedChannelDeps): Channel => defineChannel<VoiceSettings>({
  kind: 'voice',
  description: 'Telephone calls, through Twilio or a service with its API',
  sendResolvedByDefault: false,
  settingsSchema: {
    type: 'object', additionalProperties: false, required: ['account_sid', 'from', 'to'],
    properties: {
      ...properties, from: { type: 'string', pattern: NUMBER },
      language: { type: 'string', pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$', default: 'en-US' },
      repeat: { type: 'integer', minimum: 1, maximum: 10, default: 2, description: 'How often it is read out' },
    },
  },
  secrets,
  problemOf: (actor, { settings }) => templatedEndProblem(deps, actor, settings, { 'settings/api_url': settings.api_url }),
  deliver: (actor, message, end, signal) => refusingBadTemplates(async () =>
    twilioCall(deps, actor, end, 'Calls', { From: end.settings.from, Twiml: twiml(message, expanded(deps, message, end.settings.message), end.settings) }, signal)),
});

async function twilioCall(deps: TemplatedChannelDeps, actor: Actor, { settings, secrets: { auth_token: token = '' } }: ChannelEnd<TwilioSettings>, resource: 'Messages' | 'Calls', fields: Readonly<Record<string, string>>, signal: AbortSignal): Promise<ChannelAnswer> {
  const { api_url: api, account_sid: account, username = account, to, status_callback: callback } = settings;
  const answer = await channelCall(deps, actor, {
    url: `${api.replace(/\/$/, '')}/2010-04-01/Accounts/${account}/${resource}.json`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${Buffer.from(`${username}:${token}`).toString('base64')}` },
    body: new URLSearchParams({ To: to, ...fields, ...(callback !== undefined && { StatusCallback: callback }) }).toString(), signal,
  }, ({ body }) => {
    const sid = textOf(answeredObject(body)['sid']);
    return sid === undefined ? {} : { providerId: sid };
  });
  return unlessDelivered(answer, ({ code, message }) => {
    const error = textOf(code);
    return error === undefined ? {} : { code: error, error: `Twilio answered ${error}: ${textOf(message) ?? ''}`, ...(PASSING.has(error) && { outcome: 'failed' as const }) };
  });
}

/** As much of the text as the parameter takes once it is escaped. A link cannot be read out. */
function twiml(message: ChannelMessage, text: string, { language, repeat }: VoiceSettings): string {
  const spoken = [heldBackText(message), text].filter((part) => part !== '').join('\n');
  for (let most = MOST_OF_TWIML; ; most = Math.floor(most * 0.8)) {
    const xml = `<Response><Say language="${language}" loop="${repeat}">${escaped(truncated(spoken, most))}</Say></Response>`;
    if (xml.length <= MOST_OF_TWIML) return xml;
  }
}

/** For XML 1.0, which has no control characters but tab and line breaks. */
// eslint-disable-next-line no-control-regex -- these are what XML cannot carry
const escaped = (text: string): string => text.toWellFormed().replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
