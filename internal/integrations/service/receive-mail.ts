import { limit } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import { type IncomingMail, mailBody } from '../domain/incoming-mail.ts';
import type { Receipt } from '../domain/receipt.ts';
import type { IntegrationDirectory, IntegrationPlace } from '../ports/integrations-unit-of-work.ts';
import type { SenderSecrets } from '../ports/sender-secrets.ts';
import type { TakeTurn } from './enqueue-pagerduty-event.ts';
import type { ReceiveEvents } from './receive-events.ts';

/** The integration whose address has this local part. */
export type FindMailbox = (localPart: string) => Promise<IntegrationPlace | undefined>;
/** Answers the receipt; that of the first time for a message that was taken in already. Throws `limit`, `conflict` for an integration that is switched off, `unavailable`. */
export type ReceiveMail = (actor: Actor, place: IntegrationPlace, mail: IncomingMail) => Promise<Receipt>;

export const findMailbox = ({ directory, secrets }: { readonly directory: IntegrationDirectory; readonly secrets: Pick<SenderSecrets, 'digest'> }): FindMailbox => (localPart) =>
  directory.byToken(secrets.digest(localPart.toLowerCase()));

export const receiveMail = ({ receiveEvents, takeTurn }: { readonly receiveEvents: ReceiveEvents; readonly takeTurn: TakeTurn }): ReceiveMail => async (actor, { id }, mail) => {
  const turn = takeTurn(id);
  if (!turn.allowed) throw limit('the integration sends more mail than it may', turn.retryAfterSeconds);
  const json = mailBody(mail);
  return receiveEvents(actor, id, { body: Buffer.from(JSON.stringify(json)), payload: { json }, ...(mail.messageId !== undefined && { unique: `mail:${mail.messageId}` }), bySecret: true });
};
