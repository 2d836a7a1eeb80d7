export type { EgressPolicy, EgressRule, EgressScheme } from './egress-policy.ts';
export { egressRuleProblem, PUBLIC_HTTPS_ONLY } from './egress-policy.ts';
export { knownPolicy, PolicyUnknown } from './known-policy.ts';
export { EgressError, type EgressFailure } from './egress-error.ts';
export { checkUrl } from './egress-target.ts';
export { type AddressRange, parseRange } from './address-ranges.ts';
export type { ResolveHost } from './guarded-connector.ts';
export { createEgressClient, type EgressAnswer, type EgressClient, type EgressClientOptions, type EgressRequest } from './egress-client.ts';
export { createHttpCaller, type IncomingAnswer, type OutgoingCall, type PolicedHttpCaller } from './policed-http-caller.ts';
