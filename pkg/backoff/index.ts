export { backoffMs, type BackoffOptions, ceilingMs, outageBackoffMs } from './backoff.ts';
export { type Circuit, type CircuitOptions, type CircuitState, circuitState, closedCircuit, failedCircuit } from './circuit.ts';
