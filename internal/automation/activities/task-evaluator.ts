import type { Json } from '#internal/kernel';
import type { WorkflowDefinition } from '../domain/definition.ts';
import type { ExecutionRef, TaskData, TaskRun, WorkflowFacts } from './activity-contract.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { Evaluator, type EvaluatorDeps } from './evaluator.ts';
import { externalDocument, type DocumentAccess } from './external-document.ts';
import { asCallProblem } from './authorization.ts';

type Used = Pick<DocumentAccess, 'authentications' | 'secrets'>;
type Deps = Pick<ActivityDeps, 'expressions' | 'schemas' | 'outgoing'>;

/** The evaluator of a task's run; it fetches the schemas that lie elsewhere. `used` of the definition is needed where the facts do not hold the definition. */
export const taskEvaluator = (deps: Deps, execution: ExecutionRef, run: TaskRun, data: TaskData, used: Used = usedBy(data.workflow)): Evaluator =>
  Evaluator.ofTask(evaluatorDeps(deps, { execution, pointer: run.pointer, ...used }), run, data);

/** The same for the workflow as a whole. */
export const workflowEvaluator = (deps: Deps, execution: ExecutionRef, workflow: WorkflowFacts, context?: Json): Evaluator =>
  Evaluator.ofWorkflow(evaluatorDeps(deps, { execution, pointer: '/', ...usedBy(workflow) }), workflow, context);

/** What of `use` a document may be fetched with. */
export function usedBy({ definition }: WorkflowFacts): Used {
  const { authentications, secrets } = (definition as unknown as WorkflowDefinition | undefined)?.use ?? {};
  return { ...(authentications && { authentications: authentications as unknown as Json }), ...(secrets && { secrets }) };
}

const evaluatorDeps = ({ expressions, schemas, outgoing }: Deps, access: DocumentAccess): EvaluatorDeps => ({
  expressions,
  schemas,
  fetchSchema: async (resource, evaluator, data) => {
    const document = await externalDocument({ outgoing }, access, resource, evaluator, data);
    return asCallProblem(access.pointer, async () => outgoing.schemas.schema(document));
  },
});
