import { AppError, conflict, invalid, notFound } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import { hasEnded, MAX_DEPTH_OF_EXECUTIONS, type ExecutionId } from '../domain/execution.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { Exchange } from '../ports/exchange.ts';
import type { CancelExecution } from './cancel-execution.ts';
import type { RequestExecution } from './request-execution.ts';

/** The executions that an execution starts by `run: workflow`: ordinary ones, linked to their parent and asked for once per run of the task. */
export function exchangeChildren({ work, request, cancel, maxCausationDepth }: { readonly work: AutomationUnitOfWork; readonly request: RequestExecution; readonly cancel: CancelExecution; readonly maxCausationDepth: number }): Pick<Exchange, 'startChild' | 'childEnd' | 'cancelChild'> {
  return {
    async startChild(actor, parentId, key, { namespace, name, version }, input) {
      const requestKey = `${parentId}:${key}`;
      const { parent, known, found } = await work.read(actor, async ({ executions, workflows }) => ({
        parent: await executions.get(parentId as ExecutionId),
        known: await executions.findByRequestKey(requestKey),
        found: await workflows.findByDocument({ namespace, name, version }),
      }));
      if (known) return { executionId: known.id };
      const depth = (parent.depth ?? 0) + 1;
      if (depth > MAX_DEPTH_OF_EXECUTIONS) throw invalid('/run/workflow', `would be nested deeper than ${MAX_DEPTH_OF_EXECUTIONS} executions`);
      const causationDepth = (parent.causationDepth ?? 0) + 1;
      if (causationDepth > maxCausationDepth) throw invalid('/run/workflow', `would be started by more than ${maxCausationDepth} executions, one because of the other`);
      const [target, other] = found;
      if (!target) throw notFound('workflow', `${namespace}/${name} ${version}`);
      if (other) throw conflict(`more than one workflow has a document named ${namespace}/${name}`);
      const child = await request(actor, {
        ...target, input, requestKey, compensateOnIneffective: false, parentExecutionId: parent.id, depth, causationDepth, requestedBy: parent.requestedBy,
        ...(parent.alertId !== undefined && { alertId: parent.alertId }),
      });
      return { executionId: child.id };
    },

    async childEnd(actor, id) {
      const child = await work.read(actor, ({ executions }) => executions.get(id as ExecutionId));
      if (!hasEnded(child)) return undefined;
      return { status: child.status, ...(child.output !== undefined && { output: child.output }), ...(child.error !== undefined && { error: child.error }) };
    },

    cancelChild: (actor, id) => unlessEnded(actor, id as ExecutionId, cancel),
  };
}

async function unlessEnded(actor: Actor, id: ExecutionId, cancel: CancelExecution): Promise<void> {
  try {
    await cancel(actor, id);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
  }
}
