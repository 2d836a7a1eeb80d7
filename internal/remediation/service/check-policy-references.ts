import { invalid } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import type { PolicyTerms } from '../domain/remediation-policy.ts';
import type { OutgoingUrls } from '../ports/outgoing-urls.ts';
import type { WorkflowCatalog } from '../ports/workflow-catalog.ts';

/** What a policy points to must be there, and allowed. Throws `invalid`. */
export async function checkPolicyReferences(deps: { readonly workflows: WorkflowCatalog; readonly urls: OutgoingUrls }, actor: Actor, terms: PolicyTerms): Promise<void> {
  if (!(await deps.workflows.has(actor, terms.workflowId, terms.workflowVersion))) {
    throw terms.workflowVersion === undefined ? invalid('/workflow_id', 'no such workflow') : invalid('/workflow_version', 'no such version of the workflow');
  }
  const { verification, escalation } = terms;
  if (verification.kind === 'http_probe') await checkUrl('/verification/url', verification.url);
  if (escalation) await checkUrl('/escalation/webhook_url', escalation.webhookUrl);

  async function checkUrl(field: string, url: string): Promise<void> {
    const problem = await deps.urls.problemOf(actor, url);
    if (problem !== undefined) throw invalid(field, problem);
  }
}
