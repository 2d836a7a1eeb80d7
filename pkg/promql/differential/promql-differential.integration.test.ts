import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { DifferentialRun, questionArbitrary } from './differential-run.ts';
import { type PeerProfile, version2, version3 } from './peer-profile.ts';

/** Where a Prometheus 3 is that is not installed. */
const PROMETHEUS_3 = process.env['PROMETHEUS_3'] ?? 'prometheus3';
const SEED = Number(process.env['PROMQL_FUZZ_SEED'] ?? 1);
const QUERIES = Number(process.env['PROMQL_FUZZ_QUERIES'] ?? 2_000);

/** `none` without the program; one that was built from its source without a release says no number. */
const versionOf = (program: string): string => {
  const { status, stdout, stderr } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return status === 0 ? (/version (\d+\.\d+)/.exec(`${stdout}${stderr}`)?.[1] ?? 'of its own') : 'none';
};

const peers: readonly (readonly [name: string, isIt: (version: string) => boolean, profile: PeerProfile])[] = [
  ['version 2', (version) => version.startsWith('2.'), version2('prometheus')],
  ['version 3', (version) => version !== 'none' && !version.startsWith('2.'), version3(PROMETHEUS_3)],
];

describe.each(peers)('a real Prometheus, %s', (name, isIt, profile) => {
  const version = versionOf(profile.program);
  const isThere = isIt(version);
  if (!isThere) console.warn(`SKIPPED: ${profile.program} is no Prometheus of ${name} (found: ${version}); the variable PROMETHEUS_3 may name one of version 3`);

  (isThere ? test : test.skip)(`answers ${QUERIES} generated queries as we do (seed ${SEED})`, async () => {
    process.stdout.write(`comparing ${QUERIES} queries with Prometheus ${version}: PROMQL_FUZZ_SEED=${SEED} PROMQL_FUZZ_QUERIES=${QUERIES}\n`);
    const run = await DifferentialRun.start(profile, SEED);
    try {
      await fc.assert(
        fc.asyncProperty(questionArbitrary(profile), async (question) => {
          const how = await run.ask(question);
          if (how !== undefined) throw new Error(how);
        }),
        { seed: SEED, numRuns: QUERIES },
      );
    } finally {
      await run.stop();
    }
  }, 60_000 + QUERIES * 60);
});
