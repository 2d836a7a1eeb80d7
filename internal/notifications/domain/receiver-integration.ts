import type { Brand, JsonObject, TenantId } from '#internal/kernel';
import { type Circuit, type CircuitState, circuitState, closedCircuit, failedCircuit } from '#pkg/backoff';

export type IntegrationId = Brand<string, 'IntegrationId'>;
export type ReceiverId = Brand<string, 'ReceiverId'>;

/** Where the value of a secret is: encrypted beside the integration, or among the tenant's secrets under a name. */
export type SecretSource = { readonly sealed: string } | { readonly fromSecret: string };

/** Who is reached by it: a receiver of routing trees, or a person. */
export type IntegrationOwner = { readonly receiverId: ReceiverId } | { readonly userId: string };

/** One channel of a receiver or of a person, with a queue, a circuit and a rate of its own. */
export interface Integration extends Circuit {
  readonly id: IntegrationId;
  readonly tenantId: TenantId;
  readonly owner: IntegrationOwner;
  /** Of the channel: `webhook`, `email`. */
  readonly kind: string;
  readonly settings: JsonObject;
  readonly secrets: Readonly<Record<string, SecretSource>>;
  readonly sendResolved: boolean;
  /** Messages a minute; without one there is no limit. */
  readonly ratePerMinute?: number;
  /** The minute that is counted, and how many messages went out in it. */
  readonly rateWindowStarted?: Date;
  readonly rateWindowSent: number;
}

const CIRCUIT = { failuresToOpen: 5, breaks: { baseMs: 15_000, maxMs: 5 * 60_000 } };

export const integrationCircuit = (integration: Integration, now: Date): CircuitState => circuitState(integration, now);

/** The provider took a message. */
export const answered = (integration: Integration): Integration => closedCircuit(integration);

/** The provider did not answer, or said that it cannot. The fifth failure in a row opens the circuit for 15 s, each further one for twice as long, up to five minutes. */
export const failedToAnswer = (integration: Integration, now: Date): Integration => failedCircuit(integration, CIRCUIT, now);

/** Two of them reach the same place in the same way: what one has learned of the other end holds for the other. */
export const sameEnd = (a: Integration, b: Integration): boolean => a.kind === b.kind && JSON.stringify([a.settings, a.secrets]) === JSON.stringify([b.settings, b.secrets]);
