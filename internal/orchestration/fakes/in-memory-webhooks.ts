import type { TenantId } from '#internal/kernel';
import type { WebhookLedger } from '../ports/webhook-ledger.ts';
import type { OrchestrationState } from './orchestration-tables.ts';

export function inMemoryWebhooks(state: OrchestrationState, tenantId: TenantId): WebhookLedger {
  return {
    async take(signature, receivedAt, forgetBefore) {
      const remembered = state.tables.webhooks.filter((row) => row.tenantId !== tenantId || row.receivedAt >= forgetBefore);
      const known = remembered.some((row) => row.tenantId === tenantId && row.signature === signature);
      state.tables = { ...state.tables, webhooks: known ? remembered : [...remembered, { tenantId, signature, receivedAt }] };
      return !known;
    },
  };
}
