import { isUtf8 } from 'node:buffer';
import type { Json } from '#internal/kernel';
import { FailureWithHeaders, type Operations, parseStrictJson, TransportError } from '#internal/platform/http';
import { AppError } from '#pkg/apperror';
import type { IntegrationId } from '../domain/integration.ts';
import type { Receipt } from '../domain/receipt.ts';
import type { ReceiveEvents } from '../service/receive-events.ts';
import { receiptJson } from './integration-json.ts';
import type { SenderPrincipal } from './sender-authenticator.ts';

/** Deliveries of senders in their own formats. */
export function senderDeliveryOperations({ receiveEvents }: { readonly receiveEvents: ReceiveEvents }): Pick<Operations, 'receiveIntegrationEvents'> {
  return {
    async receiveIntegrationEvents({ actor, principal, path, rawBody }) {
      const body = rawBody ?? Buffer.alloc(0);
      const sender = 'sender' in principal ? (principal as SenderPrincipal) : undefined;
      const proof = await sender?.prove?.(body);
      const receipt = await receiveEvents(actor, path.integrationId as IntegrationId, { body, payload: proof?.payload ?? payloadOf(body), unique: proof?.unique, bySecret: sender !== undefined });
      return { status: 202, headers: { 'X-Receipt-Id': receipt.id }, body: receiptJson(accepted(receipt)) };
    },
  };
}

/** JSON as foreign programs write it: of repeated keys the last counts. */
function payloadOf(body: Buffer): { readonly json: Json } | { readonly problem: string } {
  if (!isUtf8(body)) return { problem: 'is not UTF-8' };
  try {
    return { json: parseStrictJson(body.toString('utf8').replace(/^\uFEFF/, ''), 'last') };
  } catch (error) {
    if (error instanceof TransportError) return { problem: error.details[0]?.reason ?? error.message };
    throw error;
  }
}

/** The receipt, when anything was taken in. Throws `invalid` with all reasons and the id of the receipt in a header. */
function accepted(receipt: Receipt): Receipt {
  if (receipt.status !== 'refused') return receipt;
  const details = receipt.items.flatMap(({ index, reasons }) => reasons.map(({ field, reason }) => ({ field: `/items/${index}${field}`, reason })));
  throw new FailureWithHeaders(new AppError('invalid', `nothing of the delivery could be taken in; see the receipt ${receipt.id}`, { details }), { 'X-Receipt-Id': receipt.id });
}
