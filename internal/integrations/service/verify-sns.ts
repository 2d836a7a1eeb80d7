import type { Clock, Json } from '#internal/kernel';
import { unauthenticated } from '#pkg/apperror';
import type { Proof } from '../domain/sender-proof.ts';
import { isSnsAddress, isSnsCertificate, parseSnsEnvelope, snsSignedText, SNS_WINDOW_MS, type SnsEnvelope } from '../domain/sns-envelope.ts';
import type { SnsGateway, SnsSignatures } from '../ports/sns-gateway.ts';

export interface SnsDeps {
  readonly gateway: SnsGateway;
  readonly signatures: SnsSignatures;
  readonly clock: Clock;
}

/**
 * Shows that a body is a message of one of these topics that SNS has signed lately, confirms a subscription, and unwraps a notification. Throws `unauthenticated` with
 * the reason, `unavailable` when SNS cannot be asked.
 */
export type VerifySns = (body: Buffer, topicArns: readonly string[]) => Promise<Proof>;

export function verifySns({ gateway, signatures, clock }: SnsDeps): VerifySns {
  return async (body, topicArns) => {
    const envelope = parseSnsEnvelope(jsonOf(body.toString('utf8')) ?? null);
    const { topicArn, certificateUrl, signature, signatureVersion, messageId } = envelope;
    if (!topicArns.includes(topicArn)) throw unauthenticated('the topic is none of this integration');
    if (!isSnsCertificate(certificateUrl, topicArn)) throw unauthenticated('the field SigningCertURL does not lead to Amazon SNS in the region of the topic');
    const age = clock.now().getTime() - Date.parse(envelope.timestamp);
    if (!(Math.abs(age) <= SNS_WINDOW_MS)) throw unauthenticated('the message is more than an hour old');
    const certificate = await gateway.certificate(certificateUrl);
    if (!signatures.verify({ text: snsSignedText(envelope), signature, version: signatureVersion }, certificate, clock.now())) throw unauthenticated('the signature is wrong');
    return { unique: `sns:${messageId}`, payload: await contentOf(gateway, envelope) };
  };
}

async function contentOf(gateway: SnsGateway, { type, message, subscribeUrl = '', topicArn }: SnsEnvelope): Promise<NonNullable<Proof['payload']>> {
  if (type === 'UnsubscribeConfirmation') return { note: 'the topic was unsubscribed' };
  if (type === 'Notification') {
    const json = jsonOf(message);
    return json === undefined ? { problem: 'the field Message is not JSON' } : { json };
  }
  if (!isSnsAddress(subscribeUrl, topicArn) || new URL(subscribeUrl).searchParams.get('Action') !== 'ConfirmSubscription') return { problem: 'the field SubscribeURL does not lead to Amazon SNS in the region of the topic' };
  await gateway.confirm(subscribeUrl);
  return { note: 'the subscription was confirmed' };
}

function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
