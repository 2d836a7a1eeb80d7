import type { Json } from '#internal/kernel';
import type { ExternalResource } from '../domain/definition.ts';
import type { ExternalDocument } from '../ports/external-documents.ts';
import type { ExecutionRef } from './activity-contract.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { authorize, namedAuthentication, type AuthorizationContext } from './authorization.ts';
import { calledDocument } from './called-document.ts';
import { calledSecrets } from './called-secrets.ts';
import type { Evaluator } from './evaluator.ts';
import { Redactor } from './redactor.ts';
import { interpreterActor } from './step-log.ts';
import { TaskProblem, taskProblem } from './task-problem.ts';

/** For the token and the document together: within the time that a local activity has. */
const TIMEOUT_MS = 15_000;

/** On whose behalf, and with what of `use`, a document is fetched. */
export interface DocumentAccess {
  readonly execution: ExecutionRef;
  /** Of the task; errors name it. */
  readonly pointer: string;
  readonly authentications?: Json;
  /** Names that the definition lists. */
  readonly secrets?: readonly string[];
}

/**
 * Fetches what a task needs from elsewhere, a schema or a script, as its definition says; expressions of its address see `data`. Raises
 * `communication`, `authorization`, `authentication` or `configuration` problems, in which nothing confidential is left.
 */
export async function externalDocument(deps: Pick<ActivityDeps, 'outgoing'>, access: DocumentAccess, resource: ExternalResource, evaluator: Evaluator, data: Json): Promise<ExternalDocument> {
  const { outgoing } = deps;
  const { execution, pointer, authentications, secrets = [] } = access;
  const actor = interpreterActor(execution);
  const redactor = new Redactor();
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const { endpoint } = resource;
  const reference = typeof endpoint === 'object' ? endpoint.authentication : undefined;
  try {
    const authentication = reference && namedAuthentication(reference, authentications, pointer);
    const values = await calledSecrets(outgoing.secrets, actor, secrets, [resource, authentication], pointer);
    redactor.add(values);
    // What is not bound here is nothing; what an authentication may name has to be something.
    const open = evaluator.with({ context: null, task: null, input: data, secrets: values });
    const context: AuthorizationContext = { outgoing, actor, evaluator: open, redactor, input: data, secrets: values, pointer, signal };
    const document = await calledDocument(deps, { evaluator: open, input: data, pointer, actor, signal, authorizeOther: (other) => authorize(context, namedAuthentication(other, authentications, pointer)) }, resource);
    return { ...document, url: redactor.text(document.url) };
  } catch (error) {
    if (error instanceof TaskProblem) throw new TaskProblem(redactor.clean(error.problem));
    if (signal.aborted) throw taskProblem('communication', pointer, `the document${resource.name === undefined ? '' : ` '${resource.name}'`} did not come within ${TIMEOUT_MS / 1000} seconds`);
    throw error;
  }
}
