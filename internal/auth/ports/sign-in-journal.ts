/** Why a credential was refused. It goes to the log and a counter, never to the caller. */
export type Refusal = 'malformed' | 'bad_token' | 'unknown_key' | 'wrong_secret' | 'revoked_or_expired' | 'tenant_not_allowed' | 'no_membership' | 'no_session' | 'cross_site';

/** Takes note of refused credentials, for the operator who watches for attacks. Must not throw. */
export interface SignInJournal {
  refused(refusal: Refusal, about: { readonly subject?: string; readonly keyId?: string }): void;
}
