import type { Effect } from '#pkg/saga';
import type { Json } from '#internal/kernel';
import type { ProcessArguments } from '../domain/definition.ts';
import { problem, type Problem } from '../domain/definition-problem.ts';
import { isObject } from '../domain/json-shape.ts';
import type { ProcessTicket } from '../ports/process-tickets.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { MAX_DATA_BYTES } from './evaluator.ts';
import type { ProcessEnd, ProcessInput } from './exchange-contract.ts';
import { interpreterActor, log } from './step-log.ts';

/** How much of what a failed process wrote is shown. */
const SHOWN_CHARACTERS = 2000;

/** How the ticket of a process ended; nothing while agents may still work on it. */
export async function lookAtProcess(deps: ActivityDeps, { execution, baggage, run, ticketId }: ProcessInput): Promise<{ readonly end?: ProcessEnd }> {
  await log(deps, execution, baggage);
  const ticket = await deps.processes.find(interpreterActor(execution), ticketId);
  if (ticket?.status === 'open') return {};
  const failed = (detail: string): Problem => problem('runtime', run.pointer, detail);
  if (ticket?.status === 'completed') return { end: { ticket: 'COMPLETED', ...outcomeOf(ticket.output ?? null, run.task.run.return, failed) } };
  if (ticket?.status === 'failed') return { end: { ticket: 'FAILED', error: failed(`no agent could run it: ${reason(ticket.error)}`), effect: effectOf(ticket) } };
  return { end: { ticket: 'CANCELLED', error: failed('its ticket was cancelled'), effect: effectOf(ticket) } };
}

/** Nobody shall run it any more. What an agent has begun may have had an effect. */
export async function cancelProcess(deps: ActivityDeps, { execution, baggage, ticketId }: ProcessInput): Promise<{ readonly effect: Effect }> {
  await log(deps, execution, baggage);
  const actor = interpreterActor(execution);
  await deps.processes.cancel(actor, ticketId, 'the task that it belongs to was stopped');
  return { effect: effectOf(await deps.processes.find(actor, ticketId)) };
}

const effectOf = (ticket: ProcessTicket | undefined): Effect => (ticket?.begun === true || ticket?.status === 'completed' ? 'unknown' : 'none');

/** What the agent answered, as `return` asks for it. A process that says that it failed may have done half of its work. */
function outcomeOf(output: Json, wanted: ProcessArguments['return'], failed: (detail: string) => Problem): { readonly data: Json } | { readonly error: Problem; readonly effect: Effect } {
  const unknown = (detail: string) => ({ error: failed(detail), effect: 'unknown' as const });
  if (!isObject(output) || typeof output['code'] !== 'number') return unknown('the agent did not answer with the exit code, stdout and stderr of a process');
  const { code, stdout = '', stderr = '' } = output;
  if (code !== 0) return unknown(`the process ended with exit code ${code}: ${text(stderr).trim().slice(-SHOWN_CHARACTERS)}`);
  const data = { stdout, stderr, code, all: { code, stdout, stderr }, none: null }[wanted ?? 'stdout'];
  if (Buffer.byteLength(JSON.stringify(data)) > MAX_DATA_BYTES) return unknown(`the output is larger than ${MAX_DATA_BYTES / 1024} KiB`);
  return { data };
}

function reason(error: Json | undefined): string {
  const known = isObject(error) ? (error['detail'] ?? error['message'] ?? error['title'] ?? error) : (error ?? 'no reason was given');
  return text(known).slice(0, SHOWN_CHARACTERS);
}

const text = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));
