import { invalid } from '#pkg/apperror';

/** How a connection is encrypted: from its first byte, by STARTTLS or not at all. */
export type SmtpEncryption = 'tls' | 'starttls' | 'none';

/** The mail server of the installation, for integrations that name none. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  readonly encryption: SmtpEncryption;
  readonly username?: string;
  readonly password?: string;
  /** Address of the sender. */
  readonly from: string;
}

/**
 * Reads `smtps://user:password@host:465` (TLS), `smtp://host:587` (STARTTLS) or `smtp+insecure://host:25`. Throws `invalid` without repeating it.
 */
export function parseSmtpUrl(text: string, from: string): SmtpServer {
  const match = /^(smtps|smtp|smtp\+insecure):\/\/(?:([^:@/]*):([^@/]*)@)?(\[[0-9a-fA-F:.]+\]|[^:/@\s]+)(?::(\d{1,5}))?\/?$/.exec(text);
  if (!match) throw invalid('SMTP_URL', 'must be smtp://, smtps:// or smtp+insecure://, with user:password@ if needed, host and port');
  const [, scheme, user, password, host = '', port] = match;
  const encryption = scheme === 'smtps' ? 'tls' : scheme === 'smtp' ? 'starttls' : 'none';
  const credentials = user === undefined || password === undefined ? {} : { username: decodeURIComponent(user), password: decodeURIComponent(password) };
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: port === undefined ? (encryption === 'tls' ? 465 : 587) : Number(port), encryption, from, ...credentials };
}
