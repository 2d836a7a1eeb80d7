export type { EventHandler, RelayObserver, Subscriptions } from './event-handler.ts';
export type { Backlog, DeadEvent, OutboxLedger } from './outbox-ledger.ts';
export { type OutboxRelayOptions, PostgresOutboxRelay } from './postgres-outbox-relay.ts';
