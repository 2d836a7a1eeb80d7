import type { AccessTokenVerifier } from '../ports/token-verifiers.ts';
import type { Admission, RequestTrace } from './admission.ts';
import type { AdmitPerson } from './admit-person.ts';

/** Lets a person (or a service account) in by an access token of the identity provider. Throws `unauthenticated`, `forbidden`, `unavailable`. */
export type AuthenticateToken = (token: string, requestedTenant: string | undefined, trace: RequestTrace) => Promise<Admission>;

export const authenticateToken =
  ({ verifier, admit }: { verifier: AccessTokenVerifier; admit: AdmitPerson }): AuthenticateToken =>
  async (token, requestedTenant, trace) =>
    admit(await verifier.verify(token), requestedTenant, trace);
