import type { Json } from '#internal/kernel';
import { AppError } from '#pkg/apperror';
import type { AsyncApiTarget } from '../ports/asyncapi-operations.ts';
import type { NotPublished, OutgoingMessage } from '../ports/message-publisher.ts';
import type { ActivityDeps } from './activity-deps.ts';
import type { Authorization } from './authorization.ts';
import type { CallJob, PreparedCall, SentCall } from './run-call-task.ts';
import { taskProblem } from './task-problem.ts';

type BrokerTarget = Extract<AsyncApiTarget, { readonly broker: unknown }>;

/** Failures as the HTTP statuses that say the same. */
const STATUSES: Readonly<Record<NotPublished['failure'], number>> = { unreachable: 503, unauthenticated: 401, refused: 403, timeout: 408, lost: 503 };

/** A message for a broker as a call: what it shows, and what comes of it. It is done when the broker has confirmed it. */
export function publication({ outgoing }: Pick<ActivityDeps, 'outgoing'>, job: CallJob, { server, channel, broker, bindings, contentType = 'application/json' }: BrokerTarget, { payload, headers }: { readonly payload?: Json; readonly headers: Readonly<Record<string, string>> }): PreparedCall {
  const { pointer, authorization, idempotencyKey, timeoutMs, actor, signal } = job;
  if (!/[/+]json\b/i.test(contentType)) throw taskProblem('configuration', pointer, `the messages of the channel are ${contentType}: only JSON is published`);
  const message: OutgoingMessage = {
    broker, channel, bindings, contentType, headers, idempotencyKey, timeoutMs,
    payload: payload === undefined ? '' : JSON.stringify(payload),
    ...credentialsOf(authorization, pointer),
  };
  const { protocol, host, port } = broker;
  return {
    shown: { protocol, server, host, port, channel, message: { ...(payload !== undefined && { payload }), headers } },
    async send(): Promise<SentCall> {
      let answer: Awaited<ReturnType<typeof outgoing.messages.publish>>;
      try {
        answer = await outgoing.messages.publish(actor, message, signal);
      } catch (error) {
        if (signal.aborted) return { error: taskProblem('runtime', pointer, 'the call was cancelled before the broker confirmed it').problem, effect: 'unknown' };
        if (!(error instanceof AppError)) throw error;
        // The broker's address is judged, and the message read, before anything leaves.
        const type = error.code === 'forbidden' ? 'authorization' : error.code === 'invalid' ? 'configuration' : 'communication';
        return { error: taskProblem(type, pointer, error.message).problem, effect: 'none' };
      }
      if ('accepted' in answer) return { output: answer.accepted };
      const { failure, reason, effect } = answer;
      if (failure === 'unauthenticated' && authorization && 'scheme' in authorization) authorization.refused?.();
      return { error: taskProblem(failure === 'timeout' ? 'timeout' : 'communication', pointer, reason, STATUSES[failure]).problem, effect };
    },
  };
}

/** What of an authorization a broker understands: a user's name and password, or a token. */
function credentialsOf(authorization: Authorization | undefined, pointer: string): Pick<OutgoingMessage, 'credentials'> {
  if (!authorization) return {};
  if ('digest' in authorization) throw taskProblem('configuration', pointer, 'a broker has no digest authentication: use basic');
  if (authorization.scheme !== 'Basic') return { credentials: { token: authorization.parameter } };
  const [, username = '', password = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(authorization.parameter, 'base64').toString('utf8')) ?? [];
  return { credentials: { username, password } };
}
