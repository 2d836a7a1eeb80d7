import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Actor, IdGenerator } from '#internal/kernel';
import { AppError } from '#pkg/apperror';
import type { Logger } from '#pkg/observability';
import type { IncomingMail } from '../domain/incoming-mail.ts';
import type { IntegrationPlace } from '../ports/integrations-unit-of-work.ts';
import type { FindMailbox, ReceiveMail } from '../service/receive-mail.ts';

/** Bytes of a message, attachments included; those are not looked at. */
const MAX_BYTES = 1024 * 1024;
const MAX_RECIPIENTS = 10;
const MAX_CLIENTS = 100;
const IDLE_MS = 30_000;
/** Characters of HTML that are looked at. */
const MAX_HTML = 200_000;

export interface MailListenerDeps {
  readonly findMailbox: FindMailbox;
  readonly receiveMail: ReceiveMail;
  readonly ids: IdGenerator;
  readonly logger: Logger;
}

/**
 * Takes mail in over SMTP (RFC 5321) for the addresses of integrations, and for nobody else: it relays nothing, and knows neither AUTH nor STARTTLS, because the mail server
 * before it does. A mail is answered 250 once its receipt is stored; 4xx means that it should be sent again.
 */
export function mailListener({ findMailbox, receiveMail, ids, logger }: MailListenerDeps) {
  const server = new SMTPServer({
    name: 'orchestrix', banner: 'Orchestrix', authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, size: MAX_BYTES, maxClients: MAX_CLIENTS, socketTimeout: IDLE_MS, closeTimeout: 1000, logger: false,
    onRcptTo: (address, session, done) => void answer(acceptRecipient(address, session), done),
    onData: (stream, session, done) => void answer(acceptMail(stream, session), done),
  });
  server.on('error', (error) => logger.warn({ err: error }, 'a connection of the mail listener failed'));

  async function acceptRecipient({ address }: SMTPServerAddress, { envelope }: SMTPServerSession): Promise<string> {
    if (envelope.rcptTo.length >= MAX_RECIPIENTS) throw smtpError(452, 'too many recipients');
    if (!(await findMailbox(localPartOf(address)))) throw smtpError(550, 'no such mailbox');
    return 'ok';
  }

  async function acceptMail(stream: SMTPServerDataStream, { envelope, remoteAddress }: SMTPServerSession): Promise<string> {
    const bytes = await collected(stream);
    const mail = await parsed(bytes);
    const answers = [];
    for (const { address } of envelope.rcptTo) {
      const place = await findMailbox(localPartOf(address));
      if (!place) throw smtpError(550, 'no such mailbox');
      answers.push(await receiveMail(actorOf(place, remoteAddress), place, mail));
    }
    const refused = answers.find(({ status }) => status === 'refused');
    if (refused) throw smtpError(554, `the mail makes no alert: ${refused.items[0]?.reasons[0]?.reason ?? 'see its receipt'} (receipt ${refused.id})`);
    return `taken in as ${answers.map(({ id }) => id).join(', ')}`;
  }

  const actorOf = ({ tenantId, id }: IntegrationPlace, ip: string): Actor => ({ tenantId, subject: `integration:${id}`, kind: 'api_key', correlationId: ids.next().replaceAll('-', ''), ip, via: 'receiveMail' });

  async function answer(work: Promise<string>, done: (error?: Error | null, message?: string) => void): Promise<void> {
    try {
      done(null, await work);
    } catch (error) {
      const told = toldBy(error);
      if (told === undefined) logger.error({ err: error }, 'a mail could not be taken in');
      done(told ?? smtpError(451, 'try again later'));
    }
  }

  return {
    /** Answers the port. */
    async start(port: number, host: string): Promise<number> {
      await new Promise<void>((listening, failed) => {
        server.server.once('error', failed);
        server.listen(port, host, () => listening());
      });
      return (server.server.address() as AddressInfo).port;
    },
    stop: (): Promise<void> => new Promise((closed) => server.close(() => closed())),
  };
}

const localPartOf = (address: string): string => address.slice(0, address.lastIndexOf('@'));

const smtpError = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

/** The answer that the sender is given for an error, if it is one of those that are thrown on purpose. */
function toldBy(error: unknown): Error | undefined {
  if (error instanceof AppError) return smtpError(error.code === 'unavailable' || error.code === 'limit' ? 451 : 550, error.message);
  return error instanceof Error && 'responseCode' in error ? error : undefined;
}

async function collected(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // What is too much is read to its end, as the protocol wants it, and not kept.
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BYTES) chunks.push(chunk);
  }
  if (size > MAX_BYTES || stream.sizeExceeded) throw smtpError(552, `the mail is larger than ${MAX_BYTES} bytes`);
  return Buffer.concat(chunks);
}

async function parsed(bytes: Buffer): Promise<IncomingMail> {
  const { from, subject, text, html, date, messageId } = await PostalMime.parse(bytes).catch(() => {
    throw smtpError(554, 'the mail cannot be read');
  });
  const plain = text ?? (html ?? '').slice(0, MAX_HTML).replace(/<[^<>]*>/g, ' ').replace(/\s+/g, ' ').trim();
  const sentAt = new Date(date ?? '');
  return { from: (from?.address ?? '').toLowerCase(), subject: subject ?? '', text: plain, ...(!Number.isNaN(sentAt.getTime()) && { date: sentAt }), ...(messageId !== undefined && messageId !== '' && { messageId }) };
}
