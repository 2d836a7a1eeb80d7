import { Client, Connection, NamespaceNotFoundError, ServiceError, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { unavailable } from '#pkg/apperror';

export interface TemporalOptions {
  /** `host:port` of the frontend. */
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
  /** How payloads travel; the worker has to use the same. */
  readonly dataConverter?: DataConverter;
}

/** Longer than a start under load takes, shorter than a caller waits: everything here is repeated by its caller. */
const DEADLINE_MS = 3_000;
const CHECK_DEADLINE_MS = 1_000;
/** Of one call: the pauses between more of them would outlast the deadline. */
const MOST_ATTEMPTS = 3;
/** gRPC would otherwise wait up to two minutes before it looks whether a server that was down is back. */
const LONGEST_RECONNECT_PAUSE_MS = 2_000;

/** A client of Temporal that connects when it is first used and again whenever the connection breaks, so that nobody has to wait for Temporal to start. */
export class TemporalFrontend {
  /** For calls that the client has no method for; make them inside `call`. */
  readonly connection: Connection;
  readonly client: Client;
  readonly taskQueue: string;
  readonly namespace: string;

  constructor({ address, namespace, taskQueue, dataConverter }: TemporalOptions) {
    this.connection = Connection.lazy({
      address,
      channelArgs: { 'grpc.max_reconnect_backoff_ms': LONGEST_RECONNECT_PAUSE_MS },
      interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: MOST_ATTEMPTS }))],
    });
    this.client = new Client({ connection: this.connection, namespace, ...(dataConverter && { dataConverter }) });
    this.taskQueue = taskQueue;
    this.namespace = namespace;
  }

  /** Calls Temporal, for three seconds unless told otherwise; whatever keeps it from answering arrives as `unavailable`. */
  async call<Result>(work: () => Promise<Result>, milliseconds = DEADLINE_MS): Promise<Result> {
    try {
      return await this.connection.withDeadline(Date.now() + milliseconds, work);
    } catch (error) {
      // A server that is just starting does not know its namespaces yet.
      if (error instanceof ServiceError || error instanceof NamespaceNotFoundError || isGrpcFailure(error)) throw unavailable('Temporal does not answer', 5, error);
      throw error;
    }
  }

  /** Throws `unavailable` unless Temporal answers, within a second. */
  async check(): Promise<void> {
    await this.call(() => this.connection.workflowService.describeNamespace({ namespace: this.namespace }), CHECK_DEADLINE_MS);
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}

// Calls of the raw service throw what gRPC throws.
const isGrpcFailure = (error: unknown): boolean => error instanceof Error && 'code' in error && typeof error.code === 'number' && 'metadata' in error;
