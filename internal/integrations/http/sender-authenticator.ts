import type { Actor } from '#internal/kernel';
import type { Authenticator, Principal, RequestMeta } from '#internal/platform/http';
import { AppError, forbidden } from '#pkg/apperror';
import type { Proof } from '../domain/sender-proof.ts';
import type { IntegrationPlace } from '../ports/integrations-unit-of-work.ts';
import type { AdmitSender } from '../service/admit-sender.ts';

/** A sender that was let in by the secret of its integration, and what its signature has still to prove. */
export interface SenderPrincipal extends Principal {
  readonly sender: true;
  /** Throws `unauthenticated`, and `unavailable` when that cannot be found out now. */
  readonly prove?: (body: Buffer) => Promise<Proof>;
}

const isUnauthenticated = (error: unknown): error is AppError => error instanceof AppError && error.code === 'unauthenticated';
const EVENTS = /^\/api\/v1\/integrations\/([0-9a-f-]{36})\/events$/;

/**
 * Lets senders in with the secret of their integration, where they deliver and nowhere else, and leaves everybody else to `others`, also those with a wrong secret: to
 * somebody of another tenant the integration is not there.
 */
export const senderAuthenticator = (admit: AdmitSender, others: Authenticator): Authenticator => async (credentials, meta) => {
  const id = meta.operation === 'receiveIntegrationEvents' ? EVENTS.exec(meta.path ?? '')?.[1] : undefined;
  if (id === undefined || !credentials.header) return others(credentials, meta);
  const admitted = await admit(id, { header: credentials.header }, (place) => actorOf(place, undefined, meta)).catch((error: unknown) => {
    if (isUnauthenticated(error)) return error;
    throw error;
  });
  if (!admitted) return others(credentials, meta);
  if (admitted instanceof AppError) return others(credentials, meta).catch((error: unknown) => { throw isUnauthenticated(error) ? admitted : error; });
  const { integration, prove } = admitted;
  if (credentials.tenant !== undefined && credentials.tenant !== integration.tenantId) throw forbidden('the integration belongs to another tenant');
  const principal: SenderPrincipal = { sender: true, actor: actorOf(integration, integration.name, meta), kind: 'bearer', may: (permission) => permission === 'alerts:write', ...(prove && { prove }) };
  return principal;
};

const actorOf = ({ tenantId, id }: IntegrationPlace, name: string | undefined, { correlationId, traceparent, ip, operation }: RequestMeta): Actor => ({
  tenantId,
  subject: `integration:${id}`,
  kind: 'api_key',
  ...(name !== undefined && { name }),
  correlationId,
  ...(traceparent !== undefined && { traceparent }),
  ip,
  via: operation,
});
