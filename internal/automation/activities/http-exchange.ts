import { AppError } from '#pkg/apperror';
import type { Effect } from '#pkg/saga';
import type { Json, JsonObject } from '#internal/kernel';
import type { HttpOutput } from '../domain/definition.ts';
import type { HttpAnswer, HttpCall } from '../ports/http-caller.ts';
import type { ActivityDeps } from './activity-deps.ts';
import { authorizationHeader } from './authorization.ts';
import type { CallJob, PreparedCall, SentCall } from './run-call-task.ts';
import { digestAuthorization, digestChallenge } from './digest-challenge.ts';
import { taskProblem } from './task-problem.ts';

/** How the answer of a call is taken. */
export interface AnswerTerms {
  readonly output?: HttpOutput;
  /** A redirect is followed, and counts as an answer where it does not lead on. */
  readonly redirect?: boolean;
}

const SECRET_HEADERS = ['authorization', 'proxy-authorization', 'cookie', 'x-api-key'];

/** What may be shown of a request: credentials may not. */
export const shownRequest = ({ method, url, headers, query, body }: HttpCall): JsonObject & { readonly method: string; readonly url: string; readonly headers: Json } => ({
  method,
  url: url.replace(/^([^:/?#]+:\/\/)[^/?#]*@/, '$1'),
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, SECRET_HEADERS.includes(name.toLowerCase()) ? '***' : value])),
  ...(query && { query }),
  ...(body !== undefined && { body }),
});

/** A request with the headers that every call of ours has, unless it brings its own. */
export function withOwnHeaders(request: Omit<HttpCall, 'timeoutMs' | 'followRedirects' | 'rawAnswer'>, { authorization, idempotencyKey, timeoutMs }: CallJob, { output, redirect = false }: AnswerTerms): HttpCall {
  const own = { ...authorizationHeader(authorization), 'Idempotency-Key': idempotencyKey };
  const given = new Set(Object.keys(request.headers).map((name) => name.toLowerCase()));
  const headers = { ...Object.fromEntries(Object.entries(own).filter(([name]) => !given.has(name.toLowerCase()))), ...request.headers };
  return { ...request, headers, followRedirects: redirect, ...(output === 'raw' && { rawAnswer: true }), timeoutMs };
}

/** An HTTP request as a call: what it shows, and what comes of it. */
export const httpExchange = (deps: ActivityDeps, job: CallJob, request: HttpCall, terms: AnswerTerms): PreparedCall => ({
  shown: shownRequest(request),
  send: () => send(deps, job, request, terms),
});

async function send({ http, clock }: ActivityDeps, job: CallJob, request: HttpCall, { output, redirect }: AnswerTerms): Promise<SentCall> {
  const { actor, authorization, pointer, signal } = job;
  let answer: HttpAnswer;
  const sentAt = clock.now().getTime();
  try {
    answer = await http.call(actor, request, signal);
    const answered = challengeAnswered(job, request, answer);
    if (answered) answer = await http.call(actor, { ...answered, timeoutMs: Math.max(1, request.timeoutMs - (clock.now().getTime() - sentAt)) }, signal);
  } catch (error) {
    if (signal.aborted) return { error: taskProblem('runtime', pointer, 'the call was cancelled before it was answered').problem, effect: 'unknown' };
    if (!(error instanceof AppError)) throw error;
    // Nothing leaves for an address that is not allowed or no address; anything else may have arrived.
    if (error.code === 'forbidden') return { error: taskProblem('authorization', pointer, error.message).problem, effect: 'none' };
    if (error.code === 'invalid') return { error: taskProblem('configuration', pointer, error.message).problem, effect: 'none' };
    if (error.code !== 'unavailable') throw error;
    const type = clock.now().getTime() - sentAt >= request.timeoutMs ? 'timeout' : 'communication';
    return { error: taskProblem(type, pointer, error.message).problem, effect: 'unknown' };
  }
  const { status } = answer;
  if (status === 401 && authorization && 'scheme' in authorization) authorization.refused?.();
  if (status < 200 || status >= (redirect ? 400 : 300)) {
    return { error: taskProblem('communication', pointer, `${request.method} ${shownRequest(request).url.replace(/[?#].*$/, '')} answered ${status}`, status).problem, effect: effectOf(status) };
  }
  return { output: output === 'response' ? responseOutput(request, answer) : answer.body };
}

/** The request once more, with what the receiver challenged us for. A receiver that challenges has done nothing yet. */
function challengeAnswered({ authorization }: CallJob, request: HttpCall, { status, headers }: HttpAnswer): HttpCall | undefined {
  if (status !== 401 || !authorization || !('digest' in authorization)) return undefined;
  const challenge = digestChallenge(headers['www-authenticate']);
  if (!challenge) return undefined;
  const url = new URL(request.url);
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.append(name, value);
  const credentials = digestAuthorization(challenge, { ...authorization.digest, method: request.method, uri: url.pathname + url.search });
  return { ...request, headers: { ...request.headers, Authorization: credentials } };
}

/** A receiver that says no has done nothing; a gateway that says no does not know what its receiver did. */
const effectOf = (status: number): Effect => ([408, 502, 504].includes(status) ? 'unknown' : 'none');

const responseOutput = (request: HttpCall, { status, headers, body }: HttpAnswer): Json => {
  const { method, url, headers: sent } = shownRequest(request);
  return { request: { method, uri: url, headers: sent }, statusCode: status, headers, content: body };
};
