import { randomUUID } from 'node:crypto';
import { AppError } from '#pkg/apperror';
import { anyone, policyOf } from '../ports/remediation.contract.ts';
import type { PolicyTerms, RemediationPolicy } from '../domain/remediation-policy.ts';
import type { Executions, ExecutionRequest } from '../ports/executions.ts';
import type { WebhookSecrets } from '../ports/webhook-secrets.ts';
import type { Webhook } from '../ports/webhook-sender.ts';
import { InMemoryRemediation } from './in-memory-remediation.ts';

/** A tenant with everything around this context, at a time that is moved by hand. */
export class RemediationWorld {
  readonly owner = anyone();
  readonly work = new InMemoryRemediation();
  readonly ids = { next: () => randomUUID() };
  /** A maintenance holds everything back. */
  maintenance = false;
  readonly resolvedAlerts = new Set<string>();
  readonly requests: ExecutionRequest[] = [];
  readonly webhooksSent: Webhook[] = [];
  webhookAnswer: number | AppError = 204;
  executionProblem: AppError | undefined;
  workflowExists = true;
  urlProblem: string | undefined;
  private time = new Date('2026-03-01T12:00:00.000Z').getTime();

  readonly clock = { now: () => new Date(this.time) };
  readonly alerts = { isResolved: async (_actor: unknown, id: string) => this.resolvedAlerts.has(id), isHeldBack: async () => this.maintenance };
  readonly workflows = { has: async () => this.workflowExists };
  readonly urls = { problemOf: async () => this.urlProblem };
  readonly webhooks = {
    send: async (_actor: unknown, webhook: Webhook) => {
      this.webhooksSent.push(webhook);
      if (this.webhookAnswer instanceof AppError) throw this.webhookAnswer;
      return this.webhookAnswer;
    },
  };
  readonly secrets: WebhookSecrets = {
    seal: async ({ name }, secret) => `sealed for ${name}: ${secret}`,
    open: async ({ name }, sealed) => sealed.replace(`sealed for ${name}: `, ''),
  };
  readonly executions: Executions = {
    request: async (_actor, request) => {
      if (this.executionProblem) throw this.executionProblem;
      this.requests.push(request);
      return { executionId: `execution of ${request.requestKey}` };
    },
  };

  pass(seconds: number): void {
    this.time += seconds * 1000;
  }

  async policy(terms: Partial<PolicyTerms> = {}): Promise<RemediationPolicy> {
    const policy = policyOf(this.owner, terms, this.clock.now());
    await this.work.run(this.owner, ({ policies }) => policies.add(policy));
    return policy;
  }

  /** The kinds of events published so far, oldest first. */
  get told(): readonly string[] {
    return this.work.events.map(({ type }) => type.replace('remediation.remediation.', ''));
  }

  /** The actions audited so far, oldest first. */
  get audited(): readonly string[] {
    return this.work.entries.map(({ action }) => action.replace('remediation.', ''));
  }
}
