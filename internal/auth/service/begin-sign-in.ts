import type { Clock } from '#internal/kernel';
import { safeReturnPath } from '../domain/session.ts';
import type { PendingSignIn, RelyingParty } from '../ports/relying-party.ts';
import type { Secrets } from '../ports/secrets.ts';

export interface BegunSignIn {
  /** Where the browser goes to sign in. */
  readonly url: URL;
  /** For a short-lived cookie: without it nobody can finish this sign-in, and with it nobody else's. */
  readonly sealed: string;
}

/** Throws `unavailable` when the provider does not answer. */
export type BeginSignIn = (wish: { readonly tenant?: string; readonly returnTo?: string }) => Promise<BegunSignIn>;

/** What was sealed by `BeginSignIn`; undefined when it is missing, changed or too old. */
export type RecallSignIn = (sealed: string | undefined) => { readonly pending: PendingSignIn; readonly returnTo: string } | undefined;

/** How long somebody may take to sign in at the provider. */
export const SIGN_IN_MINUTES = 10;
const PURPOSE = 'sign-in';

interface Remembered {
  readonly pending: PendingSignIn;
  readonly returnTo: string;
  readonly until: number;
}

export const beginSignIn =
  ({ provider, secrets, clock }: { provider: RelyingParty; secrets: Secrets; clock: Clock }): BeginSignIn =>
  async ({ tenant, returnTo }) => {
    const { url, pending } = await provider.begin(tenant === undefined ? {} : { tenant });
    const remembered: Remembered = { pending, returnTo: safeReturnPath(returnTo), until: clock.now().getTime() + SIGN_IN_MINUTES * 60_000 };
    return { url, sealed: secrets.seal(PURPOSE, JSON.stringify(remembered)) };
  };

export const recallSignIn =
  ({ secrets, clock }: { secrets: Secrets; clock: Clock }): RecallSignIn =>
  (sealed) => {
    const opened = sealed === undefined ? undefined : secrets.open(PURPOSE, sealed);
    if (opened === undefined) return undefined;
    const { pending, returnTo, until } = JSON.parse(opened) as Remembered; // authenticated by the seal
    return clock.now().getTime() < until ? { pending, returnTo } : undefined;
  };
