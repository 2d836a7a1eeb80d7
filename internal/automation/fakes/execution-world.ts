import { AppError, unavailable } from '#pkg/apperror';
import type { Json } from '#internal/kernel';
import { endUnanswered, type Approval, type ApprovalId } from '../domain/approval.ts';
import type { CloudEvent } from '../domain/cloud-event.ts';
import type { OfferedEvent } from '../domain/event-consumption.ts';
import type { Interest } from '../domain/event-interest.ts';
import type { Exchange } from '../ports/exchange.ts';
import { AsyncApiDocuments } from '../egress/asyncapi-documents.ts';
import { SwaggerRequests } from '../egress/swagger-requests.ts';
import { YamlSchemas } from '../egress/yaml-schemas.ts';
import type { ExecutionEnd, ExecutionJournal, StepRecord } from '../ports/execution-journal.ts';
import type { GrpcAnswer, GrpcCall } from '../ports/grpc-caller.ts';
import type { HttpAnswer, HttpCall, HttpCaller } from '../ports/http-caller.ts';
import type { MessagePublisher, OutgoingMessage } from '../ports/message-publisher.ts';
import type { Outgoing, TokenRequest } from '../ports/outgoing.ts';
import { InMemoryThrottles } from './in-memory-throttles.ts';
import type { OutcomeVerifier, VerifiedOutcome } from '../ports/outcome-verifier.ts';
import type { ProcessTicket, ProcessTicketRequest, ProcessTickets } from '../ports/process-tickets.ts';
import type { TicketRequest, Tickets } from '../ports/tickets.ts';

type StoredTicket = TicketRequest & { readonly id: string; status: 'RUNNING' | 'PENDING' | 'COMPLETED' | 'FAILED'; attempts: number; output?: Json };

/** What an execution left behind. */
export class RecordedExecution {
  readonly steps = new Map<string, StepRecord>();
  readonly tickets = new Map<string, StoredTicket>();
  /** Every request that was sent, in order. */
  readonly calls: HttpCall[] = [];
  readonly grpcCalls: GrpcCall[] = [];
  readonly messages: OutgoingMessage[] = [];
  readonly states: string[] = [];
  /** Temporal's ids of the runs after the first. */
  readonly runs: string[] = [];
  readonly emitted = new Map<string, CloudEvent>();
  windingUp = false;
  readonly questions = new Map<string, Approval>();
  readonly subscriptions = new Map<string, { readonly interest: Interest; readonly events: OfferedEvent[] }>();
  end: { readonly status: ExecutionEnd; readonly output?: Json; readonly error?: Json; readonly outcome?: string } | undefined;

  /** `<name> <status>` of each step, in the order in which they were first seen. */
  get story(): readonly string[] {
    return [...this.steps.values()].map(({ name, status, kind }) => `${kind} ${name} ${status}`);
  }

  get called(): readonly string[] {
    return this.calls.map(({ method, url }) => `${method} ${new URL(url).pathname}`);
  }
}

export type Answer = (call: HttpCall, signal: AbortSignal) => HttpAnswer | Promise<HttpAnswer>;

/** The interpreter's peers, in memory: they remember what they were told, per execution, and answer as the test says. */
export class ExecutionWorld {
  readonly children = new Set<string>();
  /** How children ended, by their id. */
  readonly childEnds = new Map<string, { readonly status: string; readonly output?: Json; readonly error?: Json }>();
  readonly executions = new Map<string, RecordedExecution>();
  answer: Answer = () => ({ status: 200, headers: {}, body: { ok: true } });
  verified: (onProgress: () => void, signal: AbortSignal) => Promise<VerifiedOutcome> = async () => ({ outcome: 'verified', reason: 'all is well' });
  grpcAnswer: (call: GrpcCall, signal: AbortSignal) => GrpcAnswer | Promise<GrpcAnswer> = () => ({ message: { ok: true } });
  published: (message: OutgoingMessage, signal: AbortSignal) => ReturnType<MessagePublisher['publish']> = async () => ({ accepted: { ok: true } });
  /** Throws here make the database unavailable. */
  outage: () => void = () => undefined;

  of(executionId: string): RecordedExecution {
    const known = this.executions.get(executionId) ?? new RecordedExecution();
    this.executions.set(executionId, known);
    return known;
  }

  readonly journal: ExecutionJournal = {
    started: async (_, id, runId) => {
      this.outage();
      this.of(id).states.push(`started ${runId.length > 0 ? 'run' : ''}`.trim());
    },
    startedUnlessEnded: async (actor, id, runId) => {
      const { states, end } = this.of(id);
      if (!end && states.length === 0) await this.journal.started(actor, id, runId);
    },
    continued: async (_, id, runId) => void this.of(id).runs.push(runId),
    isWindingUp: async (_, id) => this.of(id).windingUp,
    compensating: async (_, id, cause) => {
      this.of(id).states.push(`compensating ${String((cause as { readonly title?: string }).title)}`);
    },
    step: async (_, id, step) => {
      const { steps } = this.of(id);
      const key = `${step.path} ${step.attempt}`;
      const { ticketId, input } = steps.get(key) ?? {};
      steps.set(key, { ...(ticketId !== undefined && { ticketId }), ...(input !== undefined && { input }), ...step });
    },
    finished: async (_, id, end) => {
      this.of(id).end ??= end;
    },
    completeUnlessStopped: async (_, id, output) => {
      const execution = this.of(id);
      if (!execution.windingUp) execution.end ??= { status: 'completed', output };
      return execution.end?.status === 'completed';
    },
    atomically: async (_, work) => {
      this.outage();
      return work();
    },
  };

  readonly tickets: Tickets = {
    begin: async (_, request) => {
      const { tickets } = this.of(request.executionId);
      const ticket = tickets.get(request.idempotencyKey) ?? { ...request, id: request.idempotencyKey, status: 'PENDING' as const, attempts: 0 };
      tickets.set(request.idempotencyKey, ticket);
      if (ticket.status === 'COMPLETED') return { ticketId: ticket.id, state: 'done', attempt: ticket.attempts, output: ticket.output ?? null };
      Object.assign(ticket, { status: 'RUNNING', attempts: ticket.attempts + 1 });
      return { ticketId: ticket.id, state: 'run', attempt: ticket.attempts };
    },
    complete: async (_, id, output) => void Object.assign(this.#ticket(id), { status: 'COMPLETED', output }),
    fail: async (_, id, { final }) => {
      const ticket = this.#ticket(id);
      if (ticket.status !== 'COMPLETED') ticket.status = final ? 'FAILED' : 'PENDING';
    },
  };

  /** What agents were offered, by ticket, with what has become of it. */
  readonly offered = new Map<string, { readonly request: ProcessTicketRequest; ticket: ProcessTicket }>();
  /** The agent that leases every ticket as soon as it is opened: what it answers; nobody does when it says nothing. */
  agent: (request: ProcessTicketRequest) => Partial<ProcessTicket> | undefined = () => undefined;

  readonly processes: ProcessTickets = {
    open: async (_, request) => {
      const ticketId = `ticket of ${request.idempotencyKey}`;
      const { executionId } = request;
      const offered = this.offered.get(ticketId) ?? { request, ticket: { ticketId, leased: true, status: 'open' as const, begun: false, ...(executionId !== undefined && { executionId }), ...this.agent(request) } };
      this.offered.set(ticketId, offered);
      return offered.ticket;
    },
    find: async (_, ticketId) => this.offered.get(ticketId)?.ticket,
    cancel: async (_, ticketId) => {
      const offered = this.offered.get(ticketId);
      if (offered?.ticket.status === 'open') offered.ticket = { ...offered.ticket, status: 'cancelled' };
    },
  };

  readonly exchange: Exchange = {
    emit: async (_, id, event) => void this.of(id).emitted.set(`${event.source} ${event.id}`, event),
    subscribe: async (_, id, key, interest) => {
      const { subscriptions } = this.of(id);
      if (!subscriptions.has(key)) subscriptions.set(key, { interest, events: [] });
    },
    offered: async (_, id, key, after, limit) => {
      const subscription = this.of(id).subscriptions.get(key);
      return subscription && { interest: subscription.interest, events: subscription.events.filter(({ position }) => position > after).slice(0, limit) };
    },
    unsubscribe: async (_, id, key) => {
      this.of(id).subscriptions.delete(key);
      this.of(id).questions.delete(key);
    },
    startChild: async (_, id, key) => {
      const executionId = `child of ${id} ${key}`;
      this.children.add(executionId);
      return { executionId };
    },
    childEnd: async (_, id) => this.childEnds.get(id),
    cancelChild: async (_, id) => void this.childEnds.set(id, { status: 'cancelled' }),
    ask: async (actor, id, key, { expiresInMs, ...terms }) => {
      const now = Date.now();
      const { questions } = this.of(id);
      const question = questions.get(key) ?? {
        ...terms, id: `approval of ${key}` as ApprovalId, tenantId: actor.tenantId, executionId: id, key, status: 'pending' as const, requestedBy: 'rita', createdAt: new Date(now),
        expiresAt: new Date(now + expiresInMs), decisions: [], version: 1,
      };
      questions.set(key, question);
      return question;
    },
    answer: async (_, id, key) => {
      const question = this.of(id).questions.get(key);
      return question && (Date.now() >= question.expiresAt.getTime() ? endUnanswered(question, 'expired', new Date()) : question);
    },
    withdraw: async (_, id, key) => void this.of(id).questions.delete(key),
  };

  readonly http: HttpCaller = {
    call: async (_, call, signal) => {
      const [executionId = ''] = (call.headers['Idempotency-Key'] ?? '').split(':');
      this.of(executionId).calls.push(call);
      return this.answer(call, signal);
    },
    check: async () => undefined,
  };

  /** Secrets of the tenant. */
  readonly secretValues: Record<string, Json> = {};
  /** Every token that was asked for; the n-th is `token-n-of-the-provider`. */
  readonly tokenRequests: TokenRequest[] = [];
  readonly outgoing: Outgoing = {
    secrets: { reveal: async (_, names) => Object.fromEntries(names.flatMap((name) => (Object.hasOwn(this.secretValues, name) ? [[name, this.secretValues[name] ?? null]] : []))) },
    tokens: {
      obtain: async (_, request) => ({ scheme: 'Bearer', token: `token-${this.tokenRequests.push(request)}-of-the-provider` }),
      forget: () => undefined,
    },
    documents: {
      fetch: async (_, { url, headers = {} }, signal) => {
        const { body } = await this.answer({ method: 'GET', url, headers, followRedirects: true, timeoutMs: 1000 }, signal);
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        return { url, text, digest: text };
      },
    },
    schemas: new YamlSchemas(),
    openapi: new SwaggerRequests(),
    grpc: {
      prepare: (call) => async (_, signal) => {
        const [executionId = ''] = (call.metadata['idempotency-key'] ?? '').split(':');
        this.of(executionId).grpcCalls.push(call);
        return this.grpcAnswer(call, signal);
      },
    },
    asyncapi: new AsyncApiDocuments(),
    messages: {
      publish: async (_, message, signal) => {
        const [executionId = ''] = message.idempotencyKey.split(':');
        this.of(executionId).messages.push(message);
        return this.published(message, signal);
      },
    },
  };
  readonly throttles = new InMemoryThrottles({ now: () => new Date() });

  readonly verifier: OutcomeVerifier = { verify: (_, __, onProgress, signal) => this.verified(onProgress, signal) };

  #ticket(id: string): StoredTicket {
    for (const { tickets } of this.executions.values()) {
      const ticket = tickets.get(id);
      if (ticket) return ticket;
    }
    throw new AppError('not_found', 'no such ticket');
  }
}

/** An answer that never comes until the call is given up. */
export const silence: Answer = (_, signal) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(unavailable('no answer came')), { once: true }));
