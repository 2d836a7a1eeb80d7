import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { IntegrationId } from '../domain/integration.ts';
import type { Receipt, ReceiptId } from '../domain/receipt.ts';
import type { IntegrationsUnitOfWork } from '../ports/integrations-unit-of-work.ts';

/** Newest first. Throws `not_found` for an integration that is not there. */
export type ListReceipts = (actor: Actor, id: IntegrationId, status: Receipt['status'] | undefined, page: PageRequest) => Promise<Page<Receipt>>;
/** Throws `not_found`. */
export type GetReceipt = (actor: Actor, id: IntegrationId, receiptId: ReceiptId) => Promise<Receipt>;

export const listReceipts = ({ work }: { readonly work: IntegrationsUnitOfWork }): ListReceipts => (actor, id, status, page) =>
  work.read(actor, async ({ integrations, receipts }) => {
    await integrations.get(id);
    return receipts.list(id, status, page);
  });

export const getReceipt = ({ work }: { readonly work: IntegrationsUnitOfWork }): GetReceipt => (actor, id, receiptId) => work.read(actor, ({ receipts }) => receipts.get(id, receiptId));
