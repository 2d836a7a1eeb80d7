import { AppError } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import { abandon, type Remediation, type RemediationId } from '../domain/remediation.ts';
import { remediationChanged, remediationEscalated } from '../domain/remediation-trail.ts';
import { boundVerificationJson } from '../domain/verification.ts';
import type { Executions } from '../ports/executions.ts';
import type { RemediationUnitOfWork } from '../ports/remediation-unit-of-work.ts';

export type StartRemediation = (actor: Actor, id: RemediationId) => Promise<void>;

/**
 * Requests the execution of a remediation that is to run. Repeats do nothing. A request that can never succeed fails the remediation and escalates it; any
 * other error passes through, so that the event is delivered again. The kill switch is asked once more, because the event may have waited.
 */
export function startRemediation(deps: { readonly work: RemediationUnitOfWork; readonly executions: Executions; readonly clock: Clock }): StartRemediation {
  return async (actor, id) => {
    const { remediation, killSwitch } = await deps.work.read(actor, async ({ remediations, settings }) => ({ remediation: await remediations.find(id), killSwitch: (await settings.get()).killSwitch }));
    if (remediation?.status !== 'running' || remediation.executionId !== undefined || remediation.target === undefined) return;
    if (killSwitch) return finish(actor, id, (running, now) => abandon(running, { status: 'cancelled', code: 'kill_switch', reason: 'the kill switch was thrown before the execution began' }, now));
    const requested = await request(actor, { ...remediation, target: remediation.target });
    if (requested.executionId === undefined) {
      return finish(actor, id, (running, now) => abandon(running, { status: 'failed', code: 'not_startable', reason: `the workflow cannot be started: ${requested.problem}` }, now));
    }
    const { executionId } = requested;
    await deps.work.run(actor, async ({ remediations, audit }) => {
      const before = await remediations.lock(id);
      if (before.executionId !== undefined) return;
      const after = { ...before, executionId, updatedAt: deps.clock.now() };
      await remediations.save(after);
      audit.record(remediationChanged('execution_requested', before, after));
    });
  };

  async function request(actor: Actor, remediation: Remediation & { readonly target: string }): Promise<{ executionId: string } | { executionId?: never; problem: string }> {
    const { workflowId, workflowVersion, input, compensateOnIneffective, alertId, target } = remediation;
    const verification = boundVerificationJson(remediation.verification, alertId);
    try {
      return await deps.executions.request(actor, {
        requestKey: remediation.id,
        workflowId,
        ...(workflowVersion !== undefined && { workflowVersion }),
        input,
        verification,
        compensateOnIneffective,
        alertId,
        target,
      });
    } catch (error) {
      if (error instanceof AppError && ['invalid', 'not_found', 'conflict'].includes(error.code)) return { problem: error.message };
      throw error;
    }
  }

  function finish(actor: Actor, id: RemediationId, end: (running: Remediation, now: Date) => Remediation): Promise<void> {
    return deps.work.run(actor, async ({ remediations, audit, outbox }) => {
      const before = await remediations.lock(id);
      if (before.status !== 'running') return;
      const after = end(before, deps.clock.now());
      await remediations.save(after);
      audit.record(remediationChanged('concluded', before, after));
      if (after.status === 'failed') outbox.publish(remediationEscalated(after));
    });
  }
}
