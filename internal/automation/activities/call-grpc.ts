import { AppError } from '#pkg/apperror';
import type { Effect } from '#pkg/saga';
import type { JsonObject } from '#internal/kernel';
import { isCallBy } from '../domain/definition.ts';
import type { GrpcAnswer } from '../ports/grpc-caller.ts';
import { asCallProblem, authorizationHeader } from './authorization.ts';
import type { PrepareCall, SentCall } from './run-call-task.ts';
import { calledDocument } from './called-document.ts';
import { taskProblem } from './task-problem.ts';

const DEFAULT_PORT = 443;

/** google.rpc.Code as HTTP statuses (the mapping of google/rpc/code.proto), and whether a receiver that says so may have done something. */
const STATUSES: Readonly<Record<string, readonly [status: number, effect: Effect]>> = {
  CANCELLED: [499, 'unknown'], UNKNOWN: [500, 'unknown'], INVALID_ARGUMENT: [400, 'none'], DEADLINE_EXCEEDED: [408, 'unknown'], NOT_FOUND: [404, 'none'], ALREADY_EXISTS: [409, 'none'],
  PERMISSION_DENIED: [403, 'none'], RESOURCE_EXHAUSTED: [429, 'none'], FAILED_PRECONDITION: [400, 'none'], ABORTED: [409, 'none'], OUT_OF_RANGE: [400, 'none'], UNIMPLEMENTED: [501, 'none'],
  INTERNAL: [500, 'unknown'], UNAVAILABLE: [503, 'unknown'], DATA_LOSS: [500, 'unknown'], UNAUTHENTICATED: [401, 'none'],
};

/** `call: grpc`: a unary call of a service that a .proto describes. The idempotency key goes out as the metadata `idempotency-key`. */
export const prepareGrpc: PrepareCall = async (deps, job) => {
  const { task, evaluator, input, pointer, authorization, idempotencyKey, timeoutMs, actor, signal } = job;
  if (!isCallBy('grpc', task)) throw new TypeError('only for call: grpc');
  if (authorization && 'digest' in authorization) throw taskProblem('configuration', pointer, 'gRPC has no digest authentication');
  const { proto, service, method, arguments: given = {} } = task.with;
  const description = await calledDocument(deps, job, proto);
  const evaluated = (await evaluator.template({ host: service.host, name: service.name, method, arguments: given }, input)) as { readonly host: string; readonly name: string; readonly method: string; readonly arguments: JsonObject };
  const { host, name, arguments: message } = evaluated;
  const port = service.port ?? DEFAULT_PORT;
  const metadata = { ...authorizationHeader(authorization), 'idempotency-key': idempotencyKey };
  const send = await asCallProblem(pointer, async () =>
    deps.outgoing.grpc.prepare({ proto: description, host, port, service: name, method: evaluated.method, arguments: message, metadata, timeoutMs }),
  );
  return {
    shown: { host, port, service: name, method: evaluated.method, arguments: message, metadata: { ...metadata, ...('Authorization' in metadata && { Authorization: '***' }) } },
    async send(): Promise<SentCall> {
      let answer: GrpcAnswer;
      try {
        answer = await send(actor, signal);
      } catch (error) {
        if (signal.aborted) return { error: taskProblem('runtime', pointer, 'the call was cancelled before it was answered').problem, effect: 'unknown' };
        if (!(error instanceof AppError)) throw error;
        // The address is judged, and the message encoded, before anything leaves.
        const type = error.code === 'forbidden' ? 'authorization' : error.code === 'invalid' ? 'configuration' : 'communication';
        return { error: taskProblem(type, pointer, error.message).problem, effect: 'none' };
      }
      if ('message' in answer) return { output: answer.message };
      const [status, effect] = STATUSES[answer.name] ?? [500, 'unknown'];
      if (status === 401 && authorization && 'scheme' in authorization) authorization.refused?.();
      const type = answer.name === 'DEADLINE_EXCEEDED' ? 'timeout' : 'communication';
      return { error: taskProblem(type, pointer, `${name}/${evaluated.method} answered ${answer.name}${answer.details ? `: ${answer.details}` : ''}`, status).problem, effect };
    },
  };
};
