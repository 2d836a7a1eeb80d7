import type { Actor, Clock } from '#internal/kernel';
import { createEgressClient, createHttpCaller, type EgressClient, type EgressPolicy } from '#pkg/egress';
import type { Outgoing, SecretValues } from '../ports/outgoing.ts';
import { AsyncApiDocuments } from './asyncapi-documents.ts';
import { BrokerPublisher } from './broker-publisher.ts';
import { CachedDocuments } from './cached-documents.ts';
import { GrpcJsCaller } from './grpc-js-caller.ts';
import { OpenidAccessTokens } from './openid-access-tokens.ts';
import { publishAmqp } from './publish-amqp.ts';
import { publishMqtt } from './publish-mqtt.ts';
import { publishNats } from './publish-nats.ts';
import { SwaggerRequests } from './swagger-requests.ts';
import { YamlSchemas } from './yaml-schemas.ts';

/** OpenAPI documents of large systems are this large. */
const MAX_DOCUMENT_BYTES = 2 * 1024 * 1024;

export interface OutgoingCallsDeps {
  readonly secrets: SecretValues;
  readonly client: EgressClient;
  readonly policyOf: (actor: Actor) => Promise<EgressPolicy>;
  readonly clock: Clock;
}

/** Everything that calls need beside HTTP, each behind the egress guard. */
export function outgoingCalls({ secrets, client, policyOf, clock }: OutgoingCallsDeps): Outgoing {
  const documents = createHttpCaller<Actor>({ client: createEgressClient({ maxAnswerBytes: MAX_DOCUMENT_BYTES }), policyOf });
  return {
    secrets,
    tokens: new OpenidAccessTokens({ client, policyOf, clock }),
    documents: new CachedDocuments({ http: documents, clock }),
    schemas: new YamlSchemas(),
    openapi: new SwaggerRequests(),
    grpc: new GrpcJsCaller({ policyOf }),
    asyncapi: new AsyncApiDocuments(),
    messages: new BrokerPublisher({ policyOf, protocols: { amqp: publishAmqp, mqtt: publishMqtt, nats: publishNats } }),
  };
}
