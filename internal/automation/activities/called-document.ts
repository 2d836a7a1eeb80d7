import type { Actor, Json } from '#internal/kernel';
import type { AuthenticationReference, ExternalResource } from '../domain/definition.ts';
import type { ExternalDocument } from '../ports/external-documents.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { asCallProblem, authorizationHeader, type Authorization } from './authorization.ts';
import { addressOf } from './endpoint-address.ts';
import type { Evaluator } from './evaluator.ts';
import { taskProblem } from './task-problem.ts';

/** What it takes to find a document, and to be let in where it lies. */
export interface DocumentJob {
  readonly actor: Actor;
  readonly input: Json;
  readonly evaluator: Evaluator;
  /** Of another address than a call's own: where the document lies. */
  readonly authorizeOther: (reference: AuthenticationReference) => Promise<Authorization>;
  readonly pointer: string;
  readonly signal: AbortSignal;
}

/** A document that a task needs. Raises the problem of one that cannot be had; nothing of the task's own has left then. */
export async function calledDocument({ outgoing }: Pick<ActivityDeps, 'outgoing'>, { evaluator, input, pointer, actor, signal, authorizeOther }: DocumentJob, { endpoint }: ExternalResource): Promise<ExternalDocument> {
  const [uri, authentication] = typeof endpoint === 'string' ? [endpoint, undefined] : [endpoint.uri, endpoint.authentication];
  const url = addressOf(uri, await evaluator.template(uri, input), input, pointer);
  const authorization = authentication && (await authorizeOther(authentication));
  if (authorization && 'digest' in authorization) throw taskProblem('configuration', pointer, 'a document cannot be fetched with digest authentication');
  return asCallProblem(pointer, () => outgoing.documents.fetch(actor, { url, headers: authorizationHeader(authorization) }, signal));
}
