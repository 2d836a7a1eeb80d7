import { type Operations, pageJson, pageRequest } from '#internal/platform/http';
import type { IntegrationId } from '../domain/integration.ts';
import type { ReceiptId } from '../domain/receipt.ts';
import type { CreateIntegration, DeleteIntegration, GetIntegration, IntegrationWithSecret, ListIntegrations, RotateIntegrationSecret, UpdateIntegration } from '../service/manage-integrations.ts';
import type { GetReceipt, ListReceipts } from '../service/read-receipts.ts';
import type { PreviewEvents } from '../service/receive-events.ts';
import { integrationJson, previewJson, receiptJson, storedReceiptJson, toTerms } from './integration-json.ts';

interface Use {
  readonly listIntegrations: ListIntegrations;
  readonly createIntegration: CreateIntegration;
  readonly getIntegration: GetIntegration;
  readonly updateIntegration: UpdateIntegration;
  readonly deleteIntegration: DeleteIntegration;
  readonly rotateIntegrationSecret: RotateIntegrationSecret;
  readonly previewEvents: PreviewEvents;
  readonly listReceipts: ListReceipts;
  readonly getReceipt: GetReceipt;
}

type Served = 'listIntegrations' | 'createIntegration' | 'getIntegration' | 'updateIntegration' | 'deleteIntegration' | 'rotateIntegrationSecret' | 'previewIntegrationEvents' | 'listIntegrationReceipts' | 'getIntegrationReceipt';

const idOf = ({ integrationId }: { readonly integrationId: string }) => integrationId as IntegrationId;
const withSecret = ({ integration, secret }: IntegrationWithSecret) => ({ headers: { 'Cache-Control': 'no-store' }, body: { ...integrationJson(integration), secret: secret ?? null }, etag: integration.version });

/** Integrations as people manage them. */
export function integrationOperations(use: Use): Pick<Operations, Served> {
  return {
    async listIntegrations({ actor, query }) {
      const page = await use.listIntegrations(actor, pageRequest('listIntegrations', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listIntegrations', query, page, integrationJson) };
    },

    async createIntegration({ actor, body }) {
      const made = await use.createIntegration(actor, toTerms(body), body.authentication?.secret);
      return { status: 201, location: `/api/v1/integrations/${made.integration.id}`, ...withSecret(made) };
    },

    async getIntegration({ actor, path }) {
      const integration = await use.getIntegration(actor, idOf(path));
      return { status: 200, body: integrationJson(integration), etag: integration.version };
    },

    async updateIntegration({ actor, path, body, ifMatch }) {
      return { status: 200, ...withSecret(await use.updateIntegration(actor, idOf(path), toTerms(body), { secret: body.authentication?.secret, version: ifMatch })) };
    },

    async deleteIntegration({ actor, path, ifMatch }) {
      await use.deleteIntegration(actor, idOf(path), ifMatch);
      return { status: 204 };
    },

    async rotateIntegrationSecret({ actor, path }) {
      return { status: 200, ...withSecret(await use.rotateIntegrationSecret(actor, idOf(path))) };
    },

    async previewIntegrationEvents({ actor, path, body }) {
      return { status: 200, body: { items: (await use.previewEvents(actor, idOf(path), body)).map(previewJson) } };
    },

    async listIntegrationReceipts({ actor, path, query }) {
      const page = await use.listReceipts(actor, idOf(path), query.status, pageRequest('listIntegrationReceipts', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listIntegrationReceipts', query, page, receiptJson) };
    },

    async getIntegrationReceipt({ actor, path }) {
      return { status: 200, body: storedReceiptJson(await use.getReceipt(actor, idOf(path), path.receiptId as ReceiptId)) };
    },
  };
}
