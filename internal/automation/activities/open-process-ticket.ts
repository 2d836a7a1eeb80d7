import type { Json } from '#internal/kernel';
import { extensionsOf, type ProcessArguments, type TicketTerms } from '../domain/definition.ts';
import { durationMs } from '../domain/duration.ts';
import type { ProcessTicketRequest } from '../ports/process-tickets.ts';
import type { ActivityDeps } from './activity-deps.ts';
import type { OpenProcessInput, OpenProcessResult } from './exchange-contract.ts';
import { orderedProcess } from './ordered-process.ts';
import { interpreterActor, log, stepOfRun } from './step-log.ts';
import { taskEvaluator, usedBy } from './task-evaluator.ts';
import { orProblem, taskProblem } from './task-problem.ts';

const TYPES: Readonly<Record<ProcessTicketRequest['type'], true>> = { BUILD: true, DEPLOY: true, TEST: true, VALIDATE: true, EXECUTE: true, COMPENSATE: true, QUERY: true, TRANSFORM: true, NOTIFY: true };
const isType = (type: string): type is ProcessTicketRequest['type'] => Object.hasOwn(TYPES, type);

/** Hands a container, a script or a command to the agents: one ticket, opened in the transaction of the task's step. */
export async function openProcessTicket(deps: ActivityDeps, { execution, baggage, run, input, ticket, ...start }: OpenProcessInput): Promise<OpenProcessResult> {
  const { executionId } = execution;
  const actor = interpreterActor(execution);
  const now = deps.clock.now();
  const detached = run.task.run.await === false;

  const ordered = await orProblem(async () => {
    const inside = taskEvaluator(deps, execution, run, start).with({ input });
    const { process, source } = await orderedProcess(deps, { execution, pointer: run.pointer, ...usedBy(start.workflow) }, run.task.run, inside, input);
    const { ticket: terms = {}, idempotencyKey } = extensionsOf(run.task);
    return {
      source,
      parameters: process as unknown as Json,
      idempotencyKey: idempotencyKey === undefined ? ticket.key : sharedKey(await inside.template(idempotencyKey, input), ticket.type, run.pointer),
      ...termsOf((await inside.template(terms as Json, input)) as TicketTerms, process, run.pointer, now),
    };
  });
  if ('error' in ordered) {
    await log(deps, execution, baggage);
    return ordered;
  }

  const { requiredCapabilities, type = 'EXECUTE', priority = ticket.priority, source, ...order } = ordered.result;
  return deps.journal.atomically(actor, async () => {
    // A task that begins while the execution is wound up is kept from the agents, and cancelled with its execution.
    const withheld = ticket.type === 'EXECUTE' && (await deps.journal.isWindingUp(actor, executionId));
    const alone = detached && !withheld;
    const metadata = { ...(source && { script_source: source }), ...(alone && { detached_from: executionId }) };
    const opened = await deps.processes.open(actor, {
      ...(ticket.slaDeadline !== undefined && { slaDeadline: new Date(ticket.slaDeadline) }),
      ...(ticket.timeoutMs !== undefined && { timeoutMs: ticket.timeoutMs }),
      ...order, priority, requiredCapabilities, taskPath: run.path, taskName: run.name, offered: !withheld,
      type: ticket.type === 'COMPENSATE' ? 'COMPENSATE' : type,
      ...(Object.keys(metadata).length > 0 && { metadata }),
      ...(!alone && { executionId }),
    });
    const { ticketId, status, leased } = opened;
    await log(deps, execution, baggage, () => deps.journal.step(actor, executionId, stepOfRun(run, now, { status: 'running', input, ticketId })));
    if (!leased) return { error: taskProblem('validation', run.pointer, 'the idempotency key is that of a ticket which no agent runs').problem };
    return { ticketId, ours: opened.executionId === executionId, ended: status !== 'open' };
  });
}

/** A key of the whole tenant, which cannot be that of an execution. */
function sharedKey(value: Json, type: 'EXECUTE' | 'COMPENSATE', pointer: string): string {
  if (typeof value !== 'string' || value === '' || value.length > 300) throw taskProblem('validation', pointer, 'an idempotency key is a text of 1 to 300 characters');
  return encodeURI(`${type === 'COMPENSATE' ? 'shared-undo' : 'shared'}:${value}`);
}

function termsOf({ capabilities = [], type, sla, priority, riskBand, maxRetries }: TicketTerms, process: ProcessArguments, pointer: string, now: Date) {
  const slaMs = sla === undefined ? undefined : durationMs(sla);
  if (sla !== undefined && slaMs === undefined) throw taskProblem('validation', pointer, 'the sla of a ticket is no duration');
  if (type !== undefined && !isType(type)) throw taskProblem('validation', pointer, `the type of a ticket is one of ${Object.keys(TYPES).join(', ')}`);
  if (!capabilities.every((one) => typeof one === 'string' && one !== '')) throw taskProblem('validation', pointer, 'the capabilities of a ticket are texts');
  return {
    requiredCapabilities: [capabilityOf(process), ...capabilities],
    ...(type !== undefined && { type }),
    ...(slaMs !== undefined && { slaDeadline: new Date(now.getTime() + slaMs) }),
    ...(priority !== undefined && { priority }),
    ...(riskBand !== undefined && { riskBand }),
    ...(maxRetries !== undefined && { maxRetries }),
  };
}

/** What an agent must be able to do. The language calls JavaScript `js`. */
function capabilityOf(process: ProcessArguments): string {
  if ('shell' in process) return 'run.shell';
  if ('container' in process) return 'run.container';
  const language = process.script.language.toLowerCase();
  return `run.script.${language === 'js' ? 'javascript' : language}`;
}
