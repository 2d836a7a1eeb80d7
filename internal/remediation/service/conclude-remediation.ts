import type { Actor, Clock } from '#internal/kernel';
import { concluded, needsPeople } from '../domain/conclusion.ts';
import type { ExecutionEnd, RemediationId } from '../domain/remediation.ts';
import { remediationChanged, remediationEscalated } from '../domain/remediation-trail.ts';
import type { RemediationUnitOfWork } from '../ports/remediation-unit-of-work.ts';

/** `requestKey` is the id of the remediation, when the execution was started by one. */
export type ConcludeRemediation = (actor: Actor, requestKey: string | undefined, end: ExecutionEnd) => Promise<void>;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An execution has ended. Executions that people started, and repeats, do nothing. */
export function concludeRemediation(deps: { readonly work: RemediationUnitOfWork; readonly clock: Clock }): ConcludeRemediation {
  return async (actor, requestKey, end) => {
    if (requestKey === undefined || !uuid.test(requestKey)) return;
    const id = requestKey as RemediationId;
    await deps.work.run(actor, async ({ remediations, audit, outbox }) => {
      if (!(await remediations.find(id))) return;
      const before = await remediations.lock(id);
      if (before.status !== 'running') return;
      const after = concluded(before, end, deps.clock.now());
      await remediations.save(after);
      audit.record(remediationChanged('concluded', before, after));
      if (needsPeople(after)) outbox.publish(remediationEscalated(after));
    });
  };
}
