import type { Actor, JsonObject } from '#internal/kernel';

/** A way to tell people that the installation has. */
export interface KnownChannel {
  readonly kind: string;
  /** Names of its settings, and whether each takes a list. */
  readonly settings: ReadonlyMap<string, { readonly isList: boolean }>;
  /** Names of its secrets. */
  readonly secrets: ReadonlySet<string>;
}

/** An integration as it comes in. */
export interface NewIntegration {
  readonly kind: string;
  readonly settings: JsonObject;
  readonly secrets: Readonly<Record<string, string>>;
  readonly sendResolved: boolean;
}

/** An integration as it goes out: of secrets only the names. */
export interface ShownIntegration {
  readonly kind: string;
  readonly settings: JsonObject;
  readonly secretNames: readonly string[];
  readonly sendResolved: boolean;
}

/** Receivers on their way in and out, with everything that they say; filled by the context that owns them. */
export interface ReceiverExchange {
  channels(): readonly KnownChannel[];
  /** Why an integration of a receiver would be refused, in words; undefined when it would not. Stores nothing. */
  problemOf(actor: Actor, receiver: string, integration: NewIntegration): Promise<string | undefined>;
  /** Makes receivers, or gives those that are there these integrations; in the transaction that is open. */
  put(actor: Actor, receivers: readonly { readonly name: string; readonly integrations: readonly NewIntegration[] }[]): Promise<{ readonly created: readonly string[]; readonly updated: readonly string[] }>;
  all(actor: Actor): Promise<readonly { readonly name: string; readonly integrations: readonly ShownIntegration[] }[]>;
}
