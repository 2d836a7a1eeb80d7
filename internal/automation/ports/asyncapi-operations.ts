import type { Json } from '#internal/kernel';
import type { ExternalDocument } from './external-documents.ts';
import type { Bindings, BrokerAddress } from './message-publisher.ts';

/** Where a message is to go, as a definition says it: by channel or by operation, to a named server or to the first that fits. */
export interface MessageAddress {
  readonly channel?: string;
  readonly operation?: string;
  readonly server?: string;
  readonly variables: Readonly<Record<string, Json>>;
  readonly protocol?: string;
}

/** The same as an AsyncAPI document says it: a request, or a message of a broker. */
export type AsyncApiTarget = {
  readonly server: string;
  /** The channel's address; its parameters, in braces, are not filled yet. */
  readonly channel: string;
} & (
  | { readonly method: string; readonly url: string }
  | { readonly broker: BrokerAddress; readonly bindings: Bindings; /** The media type of the channel's messages, where the document says it. */ readonly contentType?: string }
);

/** Reads AsyncAPI 2 and 3 documents. */
export interface AsyncApiOperations {
  /** Throws `invalid` for what is not there, and for servers that speak a protocol over which nothing is published. */
  target(document: ExternalDocument, address: MessageAddress): AsyncApiTarget;
}
