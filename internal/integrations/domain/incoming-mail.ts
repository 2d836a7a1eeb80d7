import type { JsonObject } from '#internal/kernel';

/** A mail as mappings see it. Who sent it is what it says itself: nothing of it is proved. */
export interface IncomingMail {
  /** The address in `From`, in lower case. */
  readonly from: string;
  readonly subject: string;
  /** The plain text, or what is left of HTML without its tags. */
  readonly text: string;
  readonly date?: Date;
  readonly messageId?: string;
}

/** Characters of the text that are kept. */
const MAX_TEXT = 16_000;

/** The body of a delivery by mail. The address that it was sent to is a secret, and left out. */
export const mailBody = ({ from, subject, text, date, messageId }: IncomingMail): JsonObject => ({
  from, subject,
  text: text.slice(0, MAX_TEXT).toWellFormed(),
  ...(date && { date: date.toISOString() }),
  ...(messageId !== undefined && { message_id: messageId }),
});
