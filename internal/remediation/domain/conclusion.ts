import { conflict } from '#pkg/apperror';
import type { Json } from '#internal/kernel';
import type { ExecutionEnd, Remediation, RemediationStatus } from './remediation.ts';

/** What an execution's end means for its remediation. */
interface Conclusion {
  readonly status: RemediationStatus;
  readonly code: string;
  readonly reason: string;
}

/** Ends a running remediation with its execution. Throws `conflict` when it does not run. */
export function concluded(remediation: Remediation, end: ExecutionEnd, at: Date): Remediation {
  if (remediation.status !== 'running') throw conflict(`the remediation is ${remediation.status}`);
  const { status, code, reason } = conclusionOf(end);
  return { ...remediation, status, statusCode: code, reason, executionId: end.executionId, finishedAt: at, updatedAt: at };
}

/**
 * Whether people must take over: it failed, or it ran and did not help, which is the same to the one who waits. An inconclusive one does not escalate: the
 * alert itself says whether there is still something to do. Neither does one that a person cancelled.
 */
export const needsPeople = ({ status }: Remediation): boolean => status === 'failed' || status === 'ineffective';

/** A compensation that failed outweighs everything: half of a change may be left behind. Otherwise what the verification saw decides, then how it ended. */
function conclusionOf(end: ExecutionEnd): Conclusion {
  const undone = end.status === 'compensated' ? '; its finished tasks were undone' : '';
  if (end.status === 'compensation_failed') return { status: 'failed', code: 'compensation_failed', reason: `a compensation failed, so parts of the change may be left behind${because(end.error)}` };
  if (end.outcome === 'ineffective') return { status: 'ineffective', code: 'ineffective', reason: `the workflow ran, but did not help${undone}${because(end.error)}` };
  switch (end.status) {
    case 'completed':
      if (end.outcome === 'verified') return { status: 'verified', code: 'verified', reason: 'the workflow ran and helped' };
      return { status: 'inconclusive', code: 'inconclusive', reason: 'the workflow ran; whether it helped could not be found out' };
    case 'cancelled':
      return { status: 'cancelled', code: 'execution_cancelled', reason: `the execution was cancelled${because(end.error)}` };
    case 'timed_out':
      return { status: 'failed', code: 'timed_out', reason: `the execution took too long${because(end.error)}` };
    default:
      return { status: 'failed', code: 'execution_failed', reason: `the execution failed${undone}${because(end.error)}` };
  }
}

const LONGEST = 500;

/** The error's own words, if it has any. */
function because(error: Json | undefined): string {
  const fields = typeof error === 'object' && error !== null && !Array.isArray(error) ? (error as Readonly<Record<string, Json>>) : {};
  const words = typeof error === 'string' ? error : [fields['detail'], fields['message'], fields['title']].find((text) => typeof text === 'string');
  return typeof words === 'string' && words !== '' ? `: ${words.slice(0, LONGEST).toWellFormed()}` : '';
}
