import type { Clock } from '#internal/kernel';
import type { Exchange } from '../ports/exchange.ts';
import type { ExecutionJournal } from '../ports/execution-journal.ts';
import type { Expressions } from '../ports/expressions.ts';
import type { HttpCaller } from '../ports/http-caller.ts';
import type { Outgoing } from '../ports/outgoing.ts';
import type { OutcomeVerifier } from '../ports/outcome-verifier.ts';
import type { ProcessTickets } from '../ports/process-tickets.ts';
import type { SchemaChecks } from '../ports/schema-checks.ts';
import type { Throttles } from '../ports/throttles.ts';
import type { Tickets } from '../ports/tickets.ts';

/** What the interpreter's activities work on. */
export interface ActivityDeps {
  readonly journal: ExecutionJournal;
  readonly tickets: Tickets;
  readonly processes: ProcessTickets;
  readonly http: HttpCaller;
  readonly outgoing: Outgoing;
  readonly verifier: OutcomeVerifier;
  readonly expressions: Expressions;
  readonly schemas: SchemaChecks;
  readonly exchange: Exchange;
  readonly throttles: Throttles;
  readonly clock: Clock;
}
