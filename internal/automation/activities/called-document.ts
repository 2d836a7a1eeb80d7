import type { ExternalResource } from '../domain/definition.ts';
import type { ExternalDocument } from '../ports/external-documents.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { asCallProblem, authorizationHeader } from './authorization.ts';
import type { CallJob } from './run-call-task.ts';
import { addressOf } from './http-request.ts';
import { taskProblem } from './task-problem.ts';

/** The document that a call is described by. Raises the problem of one that cannot be had; nothing of the call has left then. */
export async function calledDocument({ outgoing }: ActivityDeps, { evaluator, input, pointer, actor, signal, authorizeOther }: CallJob, { endpoint }: ExternalResource): Promise<ExternalDocument> {
  const [uri, authentication] = typeof endpoint === 'string' ? [endpoint, undefined] : [endpoint.uri, endpoint.authentication];
  const url = addressOf(uri, await evaluator.template(uri, input), input, pointer);
  const authorization = authentication && (await authorizeOther(authentication));
  if (authorization && 'digest' in authorization) throw taskProblem('configuration', pointer, 'a document cannot be fetched with digest authentication');
  return asCallProblem(pointer, () => outgoing.documents.fetch(actor, { url, headers: authorizationHeader(authorization) }, signal));
}
