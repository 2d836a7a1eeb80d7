import type { EgressPolicy } from './egress-policy.ts';

/**
 * The policy could not be read, so nothing was sent and nothing is known of the address. Not an `AppError`, on purpose: to whoever waits for
 * the answer of an address, `unavailable` is what that address said. Retries repeat the whole call instead.
 */
export class PolicyUnknown extends Error {
  override readonly name = 'PolicyUnknown';

  constructor(cause: unknown) {
    super('the addresses that may be called are not known at the moment', { cause });
  }
}

/** Asks for somebody's policy before a call whose failure is itself an answer. Throws {@link PolicyUnknown}. */
export async function knownPolicy<Caller>(policyOf: (caller: Caller) => Promise<EgressPolicy>, caller: Caller): Promise<EgressPolicy> {
  try {
    return await policyOf(caller);
  } catch (error) {
    throw new PolicyUnknown(error);
  }
}
