import type { Authentication } from './authentication.ts';

type AuthenticationKind = Authentication['kind'];

type Ways = readonly [AuthenticationKind, ...AuthenticationKind[]];

/** How senders of ordinary webhooks prove who they are. */
const WEBHOOK: Ways = ['bearer', 'header', 'basic', 'hmac', 'api_key'];

/**
 * Whose alerts an integration takes in, and how such a sender can prove who it is; the first is the default. Every kind but `generic` has its mapping in
 * `mappings/<kind>.json`.
 */
export const INTEGRATION_KINDS = {
  generic: WEBHOOK,
  alertmanager: WEBHOOK,
} as const satisfies Record<string, Ways>;

export type IntegrationKind = keyof typeof INTEGRATION_KINDS;
