/** `host:port` of the shared Temporal server; suites keep out of each other's way by task queues of their own. */
export function testTemporalAddress(): string {
  const address = process.env['ORX_TEST_TEMPORAL_ADDRESS'];
  if (address === undefined) throw new Error('ORX_TEST_TEMPORAL_ADDRESS is not set: only tests that the project `stack` of jest.config.cjs runs have a Temporal server');
  return address;
}
