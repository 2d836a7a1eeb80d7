import { reactingTo } from '#internal/kernel';
import type { EventHandler } from '#internal/platform/outbox';
import { HEARTBEAT_CHECK_DUE, type HeartbeatId } from '../domain/heartbeat.ts';
import type { CheckHeartbeat } from '../service/ping-heartbeat.ts';

/** What integrations do about events: their own timers. */
export const heartbeatHandlers = ({ checkHeartbeat }: { readonly checkHeartbeat: CheckHeartbeat }) =>
  ({
    [HEARTBEAT_CHECK_DUE]: (event) => checkHeartbeat(reactingTo(event, 'integrations'), event.aggregateId as HeartbeatId, Number(event.data['timer'])),
  }) satisfies Record<string, EventHandler>;
