import { isIP } from 'node:net';
import { createTransport } from 'nodemailer';
import type { Actor } from '#internal/kernel';
import { AppError, invalid } from '#pkg/apperror';
import { type EgressPolicy, guardedAddresses } from '#pkg/egress';
import { type Channel, type ChannelAnswer, defineChannel } from '../ports/channel.ts';
import { emailMessage } from './email-message.ts';
import type { SmtpEncryption, SmtpServer } from './smtp-server-address.ts';

interface EmailSettings {
  readonly to: readonly string[];
  readonly from?: string;
  readonly reply_to?: string;
  readonly smarthost?: { readonly host: string; readonly port: number; readonly encryption: SmtpEncryption; readonly username?: string };
}

export interface EmailChannelDeps {
  readonly policyOf: (actor: Actor) => Promise<EgressPolicy>;
  /** Of the installation. */
  readonly server?: SmtpServer;
  /** Where people find Orchestrix; its host stands in message ids. */
  readonly publicUrl: string;
  /** PEM certificates trusted instead of the system's. */
  readonly certificateAuthorities?: readonly string[];
}

const TIMEOUT_MS = 12_000;
const ADDRESS = { type: 'string', format: 'email', maxLength: 320 } as const;

/** E-mail over SMTP: through a server of the tenant's, inside its allow-list (`https` stands for an encrypted connection), or through that of the installation. */
export const emailChannel = (deps: EmailChannelDeps): Channel => defineChannel<EmailSettings>({
  kind: 'email',
  description: 'E-mail, as text and HTML; messages of a group are one conversation',
  sendResolvedByDefault: false,
  settingsSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['to'],
    properties: {
      to: { type: 'array', minItems: 1, maxItems: 50, items: ADDRESS },
      from: { ...ADDRESS, description: 'Only with a smarthost of your own' },
      reply_to: ADDRESS,
      smarthost: {
        type: 'object',
        description: "The mail server; the installation's when absent",
        additionalProperties: false,
        required: ['host', 'port'],
        properties: {
          host: { type: 'string', minLength: 1, maxLength: 253, pattern: '^[A-Za-z0-9._:-]+$' },
          port: { type: 'integer', minimum: 1, maximum: 65_535 },
          encryption: { type: 'string', enum: ['tls', 'starttls', 'none'], default: 'starttls', description: '`tls` from the first byte (usually port 465), `starttls` (587)' },
          username: { type: 'string', minLength: 1, maxLength: 320 },
        },
      },
    },
  },
  secrets: [{ name: 'password', required: false, description: 'Of the smarthost\'s user' }],

  async problemOf(actor, { settings: { smarthost, from }, secrets }) {
    if (!smarthost) {
      if (!deps.server) return { field: 'settings/smarthost', reason: 'is required: this installation has no mail server of its own' };
      if (from !== undefined) return { field: 'settings/from', reason: 'needs a smarthost of your own' };
      return undefined;
    }
    if (from === undefined) return { field: 'settings/from', reason: 'is required with a smarthost' };
    if ((smarthost.username === undefined) !== (secrets['password'] === undefined)) return { field: 'settings/smarthost/username', reason: 'and the secret password go together' };
    try {
      await guardedAddresses({ host: smarthost.host, port: smarthost.port, tls: smarthost.encryption !== 'none' }, await deps.policyOf(actor));
      return undefined;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return error.code === 'forbidden' ? { field: 'settings/smarthost/host', reason: error.message } : undefined; // a name that does not resolve now may do so later
    }
  },

  async deliver(actor, message, { settings, secrets }, signal) {
    const { smarthost, to, reply_to: replyTo } = settings;
    const { password } = secrets;
    const server: SmtpServer | undefined = smarthost ? { ...smarthost, from: settings.from ?? '', ...(password !== undefined && { password }) } : deps.server;
    if (!server) return { outcome: 'refused', code: 'no_server', error: 'this installation has no mail server of its own' };
    try {
      const host = smarthost ? (await guardedAddresses({ host: server.host, port: server.port, tls: server.encryption !== 'none' }, await deps.policyOf(actor))).addresses[0] : server.host;
      const transport = createTransport({
        host, port: server.port, secure: server.encryption === 'tls', requireTLS: server.encryption === 'starttls', ignoreTLS: server.encryption === 'none',
        tls: { ...(isIP(server.host) === 0 && { servername: server.host }), ...(deps.certificateAuthorities && { ca: [...deps.certificateAuthorities] }) },
        connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS, disableFileAccess: true, disableUrlAccess: true,
        ...(server.username !== undefined && { auth: { user: server.username, pass: server.password ?? '' } }),
      });
      const { messageId, references, ...parts } = emailMessage(message, new URL(deps.publicUrl).hostname);
      const headers = { 'Auto-Submitted': 'auto-generated', 'X-Orchestrix-Delivery': message.deliveryId };
      const sent = await transport.sendMail({ from: server.from, to: [...to], ...parts, messageId, references, inReplyTo: references, headers, signal, ...(replyTo !== undefined && { replyTo }) });
      const refused = sent.rejected.length > 0 ? `; not to ${sent.rejected.join(', ')}` : '';
      return { outcome: 'delivered', code: sent.response.slice(0, 3), providerId: messageId, response: sent.response + refused };
    } catch (error) {
      return failure(error);
    }
  },

  settingsFor(address) {
    if (!/^[^\s@<>,;]{1,64}@[^\s@<>,;]{1,255}$/.test(address)) throw invalid('address', 'must be an e-mail address');
    return { to: [address] };
  },
});

/** 4yz may pass, 5yz will not (RFC 5321 section 4.2.1); without an answer it is a matter of the network. */
function failure(error: unknown): ChannelAnswer {
  if (error instanceof AppError) return { outcome: error.code === 'forbidden' ? 'refused' : 'failed', code: error.code, error: error.message };
  const { responseCode, response, code } = error as { readonly responseCode?: number; readonly response?: string; readonly code?: string };
  if (responseCode !== undefined) {
    return { outcome: responseCode >= 500 ? 'refused' : 'failed', code: String(responseCode), error: `the mail server answered ${responseCode}`, ...(response !== undefined && { response }) };
  }
  return { outcome: 'failed', code: code ?? 'unavailable', error: code === 'ETLS' ? 'the connection could not be encrypted' : 'the mail server did not take it' };
}
