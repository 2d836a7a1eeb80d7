import { asTenantId } from '#internal/kernel';
import type { Operations } from '#internal/platform/http';
import type { PlanId } from '../domain/plan.ts';
import type { ReceivePipelineWebhook } from '../service/receive-pipeline-webhook.ts';

export function webhookOperations(use: { readonly receivePipelineWebhook: ReceivePipelineWebhook }): Pick<Operations, 'receivePipelineWebhook'> {
  return {
    async receivePipelineWebhook({ headers, body, rawBody, correlationId }) {
      const taken = await use.receivePipelineWebhook({
        tenantId: asTenantId(headers['x-tenant-id']),
        correlationId,
        timestamp: headers['x-webhook-timestamp'],
        signature: headers['x-webhook-signature'].slice('sha256='.length),
        body: rawBody ?? Buffer.alloc(0),
        news: {
          planId: body.plan_id as PlanId,
          taskId: body.task_id,
          outcome: body.status === 'success' ? { status: 'success', output: body.output ?? null } : { status: 'failure', error: body.error ?? { message: 'the pipeline failed' } },
        },
      });
      return { status: 200, body: taken };
    },
  };
}
