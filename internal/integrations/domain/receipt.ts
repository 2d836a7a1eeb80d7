import type { Brand } from '#internal/kernel';
import type { IntegrationId } from './integration.ts';
import type { ItemRefusal } from './mapped-alert.ts';

export type ReceiptId = Brand<string, 'ReceiptId'>;

/** What became of one item of a delivery, by its place from 0. */
export interface ReceiptItem {
  readonly index: number;
  /** `ignored`: it told nothing new, or nothing that asks for anything. */
  readonly outcome: 'opened' | 'fired' | 'resolved' | 'refreshed' | 'acknowledged' | 'ignored' | 'refused';
  readonly alertId?: string;
  /** Why it was ignored or refused. */
  readonly reasons: readonly ItemRefusal[];
}

/** What became of one delivery of a sender; stored before it is answered. */
export interface Receipt {
  readonly id: ReceiptId;
  readonly integrationId: IntegrationId;
  readonly status: 'accepted' | 'partly' | 'refused';
  /** Items that were taken in, those that were ignored among them. */
  readonly accepted: number;
  readonly refused: number;
  /** The first hundred; refused ones before others. */
  readonly items: readonly ReceiptItem[];
  /** SHA-256 of the raw body, in hexadecimal. */
  readonly bodyDigest: string;
  readonly bodyBytes: number;
  /** The beginning of the body. */
  readonly payload: Buffer;
  /** SHA-256 of what makes the delivery unique, for senders that tell; the same again is answered with this receipt. */
  readonly replayKey?: string;
  readonly createdAt: Date;
}

export const MAX_RECEIPT_ITEMS = 100;
/** Bytes of a body that are kept. */
export const MAX_KEPT_PAYLOAD = 16 * 1024;
/** Days that receipts are kept. */
export const RECEIPT_DAYS = 30;

/** What the items of a delivery add up to. Nothing at all is accepted: there was nothing to refuse. */
export function tally(items: readonly ReceiptItem[]): Pick<Receipt, 'status' | 'accepted' | 'refused' | 'items'> {
  const refused = items.filter(({ outcome }) => outcome === 'refused');
  const accepted = items.length - refused.length;
  return {
    status: refused.length === 0 ? 'accepted' : accepted === 0 ? 'refused' : 'partly',
    accepted,
    refused: refused.length,
    items: [...refused, ...items.filter(({ outcome }) => outcome !== 'refused')].slice(0, MAX_RECEIPT_ITEMS),
  };
}
