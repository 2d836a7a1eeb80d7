import { type Circuit, circuitState, closedCircuit, failedCircuit } from './circuit.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const after = (ms: number) => new Date(noon.getTime() + ms);
const options = { failuresToOpen: 3, breaks: { baseMs: 1_000, maxMs: 3_000 } };
const failing = (times: number): Circuit & { readonly name: string } => {
  let circuit: Circuit & { readonly name: string } = { name: 'x', consecutiveFailures: 0 };
  for (let n = 0; n < times; n += 1) circuit = failedCircuit(circuit, options, noon);
  return circuit;
};

describe('a stored circuit', () => {
  test('opens with the last of the failures in a row, and not before', () => {
    expect(circuitState(failing(2), noon)).toBe('closed');
    expect(circuitState(failing(3), noon)).toBe('open');
  });

  test('lets one try pass when its break is over', () => {
    expect(circuitState(failing(3), after(999))).toBe('open');
    expect(circuitState(failing(3), after(1_000))).toBe('half_open');
  });

  test('stays open twice as long with each further failure, up to the longest break', () => {
    expect([3, 4, 5, 60].map((times) => failing(times).retryAt)).toEqual([1_000, 2_000, 3_000, 3_000].map(after));
  });

  test('says since when it has been open', () => {
    expect(failedCircuit(failing(3), options, after(5_000))).toMatchObject({ openedAt: noon, retryAt: after(7_000) });
  });

  test('closes with a success and keeps what it is stored with', () => {
    expect(closedCircuit(failing(5))).toEqual({ name: 'x', consecutiveFailures: 0 });
  });
});
