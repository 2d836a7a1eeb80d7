import type { Actor, JsonObject } from '#internal/kernel';
import type { MessageData } from '../domain/message-data.ts';
import type { DeliveryOutcome } from '../domain/notification-delivery.ts';

/** What is told, and by which id every copy of it is known. */
export interface ChannelMessage {
  /** The same in every copy: whoever gets two drops one. */
  readonly deliveryId: string;
  readonly data: MessageData;
  /** Link with which one person acknowledges all alerts of the message, once. */
  readonly ackUrl?: string;
}

/** A value that is never shown again: `required` ones have to be there before anything is stored. */
export interface SecretField {
  readonly name: string;
  readonly required: boolean;
  readonly description: string;
}

/** Where to: settings in the form that the schema describes, with its defaults filled in, and the values of the secrets that there are. */
export interface ChannelEnd<Settings> {
  readonly settings: Settings;
  readonly secrets: Readonly<Record<string, string>>;
}

/** What the provider said. Anything that a channel throws counts as `failed`. */
export type ChannelAnswer = Omit<DeliveryOutcome, 'latencyMs'>;

/** What is wrong with an end before anything is sent there. */
export interface EndProblem {
  /** Pointer into the integration: `/settings/url`, `/secrets/url`. */
  readonly field: string;
  readonly reason: string;
}

/** One way to tell people. The README says how to write one. */
export interface Channel<Settings extends object = JsonObject> {
  /** As it stands in the API: `webhook`. */
  readonly kind: string;
  /** One line for people. */
  readonly description: string;
  /** JSON Schema (2020-12) of the settings: what it refuses is refused with the field; its defaults are filled in. Names are snake_case. */
  readonly settingsSchema: JsonObject;
  readonly secrets: readonly SecretField[];
  /** Whether the ends of alerts are told when nobody says; as in Alertmanager. */
  readonly sendResolvedByDefault: boolean;
  /** What only the tenant's rules can tell, for instance that the address may not be called. */
  problemOf?(actor: Actor, end: ChannelEnd<Settings>): Promise<EndProblem | undefined>;
  /** Sends one copy and says what came of it. `signal` ends the attempt: heed it. */
  deliver(actor: Actor, message: ChannelMessage, end: ChannelEnd<Settings>, signal: AbortSignal): Promise<ChannelAnswer>;
  /** Settings that reach one person at an address, for channels by which people are reached: a mailbox, a telephone. Throws `invalid` on the field `address`. */
  settingsFor?(address: string): JsonObject;
}

/** A channel that the registry can hold beside others: it gets only settings that its own schema has let pass. */
export const defineChannel = <Settings extends object>(channel: Channel<Settings>): Channel => channel as unknown as Channel;

/** What may be known of a channel. */
export type ChannelDescription = Pick<Channel, 'kind' | 'description' | 'settingsSchema' | 'secrets' | 'sendResolvedByDefault'> & { readonly reachesPeople: boolean };

/** All channels of the installation. */
export interface Channels {
  list(): readonly ChannelDescription[];
  /** Throws `invalid` on the field `kind`. */
  describe(kind: string): ChannelDescription;
  /** Checks the settings and fills in defaults. Throws `invalid` with the field: `settings/url`. */
  settingsOf(kind: string, settings: JsonObject): JsonObject;
  /** What a person's address means for a channel. Throws `invalid` on `kind` or `address`. */
  settingsFor(kind: string, address: string): JsonObject;
  problemOf(actor: Actor, kind: string, end: ChannelEnd<JsonObject>): Promise<EndProblem | undefined>;
  /** One attempt, ended when it takes too long. Never throws for what the provider or the network does. */
  deliver(actor: Actor, kind: string, message: ChannelMessage, end: ChannelEnd<JsonObject>): Promise<DeliveryOutcome>;
}
