import type { Agent as AgentMessage, AgentChangeType as ChangeTypeMessage, AgentStatus as StatusMessage, AgentTelemetry as TelemetryMessage, WatchAgentsResponse } from '#internal/platform/grpc';
import { invalid } from '#pkg/apperror';
import type { Agent, AgentProfile, AgentStatus, AgentTelemetry } from '../domain/agent.ts';
import type { AgentChangeType } from '../domain/agent-change.ts';
import type { WatchEvent } from '../service/watch-agents.ts';

const STATUS: Readonly<Record<AgentStatus, StatusMessage>> = { healthy: 'AGENT_STATUS_HEALTHY', degraded: 'AGENT_STATUS_DEGRADED', unhealthy: 'AGENT_STATUS_UNHEALTHY' };

const CHANGE: Readonly<Record<AgentChangeType, ChangeTypeMessage>> = {
  registered: 'AGENT_CHANGE_TYPE_REGISTERED',
  status_changed: 'AGENT_CHANGE_TYPE_STATUS_CHANGED',
  drain_requested: 'AGENT_CHANGE_TYPE_DRAIN_REQUESTED',
  deregistered: 'AGENT_CHANGE_TYPE_DEREGISTERED',
  removed: 'AGENT_CHANGE_TYPE_REMOVED',
};

/** The statuses that a filter names. Throws `invalid` for UNSPECIFIED. */
export const statusesIn = (wanted: readonly StatusMessage[]): AgentStatus[] =>
  wanted.map((message) => {
    const found = (Object.keys(STATUS) as AgentStatus[]).find((status) => STATUS[status] === message);
    if (!found) throw invalid('/statuses', 'names no status');
    return found;
  });

export const agentMessage = ({ id, address, status, ...agent }: Agent): AgentMessage => ({
  agentId: id,
  name: agent.name,
  version: agent.version,
  capabilities: [...agent.capabilities],
  labels: { ...agent.labels },
  slots: agent.slots,
  reservedSlots: agent.reservedSlots,
  ...(address !== undefined && { address }),
  status: STATUS[status],
  generation: agent.generation,
  telemetry: { ...agent.telemetry },
  registeredAt: agent.registeredAt,
  lastHeartbeatAt: agent.lastHeartbeatAt,
  draining: agent.draining,
});

export function changeMessage(event: WatchEvent): WatchAgentsResponse {
  if (event.kind === 'change') return { revision: event.change.revision, type: CHANGE[event.change.type], agent: agentMessage(event.change.agent), occurredAt: event.change.occurredAt };
  return { revision: event.revision, type: event.kind === 'relist' ? 'AGENT_CHANGE_TYPE_RELIST' : 'AGENT_CHANGE_TYPE_UNSPECIFIED', agent: undefined, occurredAt: undefined };
}

const between = (field: string, value: number, [least, most]: readonly [number, number]): number => {
  if (!(value >= least && value <= most)) throw invalid(field, `must be from ${least} to ${most}`);
  return value;
};
const text = (field: string, value: string, pattern: RegExp, what: string): string => {
  if (!pattern.test(value)) throw invalid(field, `must be ${what}`);
  return value;
};

// Protocol buffers carry no limits, so the shape that the REST contract declares is checked here.
const ID = /^[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}$/;
const CAPABILITY = /^[A-Za-z0-9._:/-]{1,100}$/;
const LABEL = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,127}$/;

export const agentIdIn = (id: string): string => text('/agent_id', id, ID, 'up to 128 letters, digits and ._:@-, beginning with a letter or digit');

export function capabilitiesIn(capabilities: readonly string[], most: number): readonly string[] {
  between('/capabilities', capabilities.length, [1, most]);
  return capabilities.map((capability, index) => text(`/capabilities/${index}`, capability, CAPABILITY, 'up to 100 letters, digits and ._:/-'));
}

export function labelsIn(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  between('/labels', Object.keys(labels).length, [0, 64]);
  for (const [name, value] of Object.entries(labels)) {
    text('/labels', name, LABEL, 'names of up to 128 letters, digits and ._/-');
    between(`/labels/${name}`, value.length, [0, 256]);
  }
  return labels;
}

/** Throws `invalid` with the field that is out of its bounds. */
export function profileIn(request: { readonly name: string; readonly version: string; readonly capabilities: readonly string[]; readonly labels: Readonly<Record<string, string>>; readonly slots: number; readonly address?: string | undefined }): AgentProfile {
  const { name, version, address } = request;
  between('/name', name.length, [1, 200]);
  between('/version', version.length, [1, 100]);
  if (address !== undefined) between('/address', address.length, [1, 2000]);
  return {
    name,
    version,
    capabilities: capabilitiesIn(request.capabilities, 64),
    labels: labelsIn(request.labels),
    slots: between('/slots', request.slots, [1, 10_000]),
    ...(address !== undefined && { address }),
  };
}

export function telemetryIn(telemetry: TelemetryMessage | undefined): AgentTelemetry {
  if (!telemetry) throw invalid('/telemetry', 'is required');
  const { cpu, memory, inFlight, queued } = telemetry;
  return {
    cpu: between('/telemetry/cpu', cpu, [0, 1]),
    memory: between('/telemetry/memory', memory, [0, 1]),
    inFlight: between('/telemetry/in_flight', inFlight, [0, 1_000_000]),
    queued: between('/telemetry/queued', queued, [0, 1_000_000]),
  };
}

/** A number of things to answer; 0 stands for the default, as proto3 has it. */
export const limitIn = (field: string, value: number, fallback: number, most: number): number => (value === 0 ? fallback : between(field, value, [1, most]));
