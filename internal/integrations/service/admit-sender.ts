import type { Actor, Clock } from '#internal/kernel';
import { unauthenticated } from '#pkg/apperror';
import type { Integration, IntegrationId } from '../domain/integration.ts';
import { basicCredentials, bearerToken, type Proof, signatureProof } from '../domain/sender-proof.ts';
import type { IntegrationDirectory, IntegrationPlace, IntegrationsUnitOfWork } from '../ports/integrations-unit-of-work.ts';
import type { SecretComparison, SenderSecrets } from '../ports/sender-secrets.ts';
import type { VerifySns } from './verify-sns.ts';

/** What a request shows of itself before its body was read. */
export interface ShownCredentials {
  /** A header by its name, whatever the case. */
  header(name: string): string | undefined;
}

/** A sender that was let in; what is signed has to be proved once the body is there. */
export interface AdmittedSender {
  readonly integration: Integration;
  /** Checks a signature over the raw body. Throws `unauthenticated`. */
  readonly prove?: (body: Buffer) => Promise<Proof>;
}

/**
 * Finds out whether a request comes from the sender of an integration: `undefined` when the integration is not there or takes API keys, which others check.
 * Throws `unauthenticated` for a wrong or missing credential.
 */
export type AdmitSender = (id: string, shown: ShownCredentials, actorOf: (place: IntegrationPlace) => Actor) => Promise<AdmittedSender | undefined>;

export interface AdmitDeps {
  readonly work: IntegrationsUnitOfWork;
  readonly directory: IntegrationDirectory;
  readonly secrets: SenderSecrets & SecretComparison;
  readonly clock: Clock;
  readonly verifySns: VerifySns;
}

export function admitSender({ work, directory, secrets, clock, verifySns }: AdmitDeps): AdmitSender {
  return async (id, shown, actorOf) => {
    const place = await directory.byId(id);
    if (!place) return undefined;
    const integration = await work.read(actorOf(place), ({ integrations }) => integrations.get(id as IntegrationId));
    const { authentication, sealedSecret } = integration;
    if (authentication.kind === 'api_key') return undefined;
    if (authentication.kind === 'sns' && shown.header('x-amz-sns-message-type') !== undefined) return { integration, prove: (body) => verifySns(body, authentication.topicArns) };
    if (authentication.kind === 'sns' || authentication.kind === 'routing_key' || authentication.kind === 'address' || sealedSecret === undefined) throw unauthenticated();
    const secret = await secrets.open(integration, sealedSecret);
    if (authentication.kind === 'hmac') {
      const proof = signatureProof({ authentication, secret, header: (name) => shown.header(name), now: () => clock.now(), comparison: secrets });
      return { integration, prove: async (body) => proof(body) };
    }
    const given =
      authentication.kind === 'bearer' ? bearerToken(shown.header('authorization'))
      : authentication.kind === 'basic' ? basicCredentials(shown.header('authorization'))
      : shown.header(authentication.header);
    const wanted = authentication.kind === 'basic' ? `${authentication.username}:${secret}` : secret;
    if (given === undefined || !secrets.equal(given, wanted)) throw unauthenticated();
    return { integration };
  };
}
