import { unauthenticated } from '#pkg/apperror';
import type { Json } from '#internal/kernel';

/** A message of Amazon SNS as it is posted to subscribers, checked for its shape. */
export interface SnsEnvelope {
  readonly type: 'Notification' | 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';
  readonly messageId: string;
  readonly topicArn: string;
  readonly timestamp: string;
  readonly message: string;
  readonly subject?: string;
  readonly token?: string;
  readonly subscribeUrl?: string;
  readonly signature: string;
  readonly signatureVersion: '1' | '2';
  readonly certificateUrl: string;
}

/** How old a message may be, in milliseconds: SNS tries to deliver for about an hour by default. */
export const SNS_WINDOW_MS = 60 * 60_000;

/** Throws `unauthenticated` with what is missing: without it nothing shows that SNS sent it. */
export function parseSnsEnvelope(body: Json): SnsEnvelope {
  const fields = (typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {}) as Readonly<Record<string, Json>>;
  const text = (name: string): string => {
    const value = fields[name];
    if (typeof value !== 'string' || value === '') throw unauthenticated(`the field ${name} of an SNS message is required; switch raw message delivery off`);
    return value;
  };
  const type = text('Type');
  if (type !== 'Notification' && type !== 'SubscriptionConfirmation' && type !== 'UnsubscribeConfirmation') throw unauthenticated('the field Type is none of SNS');
  const signatureVersion = text('SignatureVersion');
  if (signatureVersion !== '1' && signatureVersion !== '2') throw unauthenticated('the field SignatureVersion is neither 1 nor 2');
  const subject = fields['Subject'];
  return {
    type, signatureVersion,
    messageId: text('MessageId'), topicArn: text('TopicArn'), timestamp: text('Timestamp'), signature: text('Signature'), certificateUrl: text('SigningCertURL'),
    message: typeof fields['Message'] === 'string' ? fields['Message'] : text('Message'),
    ...(typeof subject === 'string' && { subject }),
    ...(type !== 'Notification' && { token: text('Token'), subscribeUrl: text('SubscribeURL') }),
  };
}

/** The text that is signed: the fields that SNS names for this type, in its order, name and value on a line each. */
export function snsSignedText({ type, message, messageId, subject, subscribeUrl, timestamp, token, topicArn }: SnsEnvelope): string {
  const pairs: readonly (readonly [string, string | undefined])[] =
    type === 'Notification'
      ? [['Message', message], ['MessageId', messageId], ['Subject', subject], ['Timestamp', timestamp], ['TopicArn', topicArn], ['Type', type]]
      : [['Message', message], ['MessageId', messageId], ['SubscribeURL', subscribeUrl], ['Timestamp', timestamp], ['Token', token], ['TopicArn', topicArn], ['Type', type]];
  return pairs.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}\n${value}\n`).join('');
}

const REGION = /^arn:aws[a-z-]*:sns:([a-z0-9-]+):\d{12}:[A-Za-z0-9_.-]{1,256}$/;

/** True for the ARN of a topic. */
export const isTopicArn = (arn: string): boolean => REGION.test(arn);

/** True for an https address at SNS in the region of the topic: nothing else is ever fetched for a message. */
export function isSnsAddress(address: string, topicArn: string): boolean {
  const region = REGION.exec(topicArn)?.[1];
  if (region === undefined || !URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  return protocol === 'https:' && port === '' && username === '' && password === '' && (hostname === `sns.${region}.amazonaws.com` || hostname === `sns.${region}.amazonaws.com.cn`);
}

/** True for where SNS keeps its certificates. */
export const isSnsCertificate = (address: string, topicArn: string): boolean => isSnsAddress(address, topicArn) && /^\/SimpleNotificationService-[\w-]+\.pem$/.test(new URL(address).pathname);
