import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { unavailable } from '#pkg/apperror';
import { download, sha256 } from './download.ts';
import { type Environment, lastLine, runCommand } from './run-command.ts';

export const KEYCLOAK_VERSION = '26.7.3';
/** Of the zip that the Keycloak project publishes at Maven Central. */
const KEYCLOAK_SHA256 = '27a6535553c3cdcd083872ba40629efafb3475e3b758e0c6f691395561dd0f1f';
const OLDEST_JAVA = 17;
const ARTIFACT = 'keycloak-quarkus-dist';

const SOURCES = [
  `https://repo1.maven.org/maven2/org/keycloak/${ARTIFACT}/${KEYCLOAK_VERSION}/${ARTIFACT}-${KEYCLOAK_VERSION}.zip`,
  `https://github.com/keycloak/keycloak/releases/download/${KEYCLOAK_VERSION}/keycloak-${KEYCLOAK_VERSION}.zip`,
];

/** Throws `unavailable` with one sentence unless a Java is there that Keycloak runs on. */
export async function checkJava(environment: Environment): Promise<void> {
  const home = environment['JAVA_HOME'];
  const { stderr } = await runCommand(home ? path.join(home, 'bin', 'java') : 'java', ['-version'], { environment });
  const found = Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
  if (found >= OLDEST_JAVA) return;
  throw unavailable(`Keycloak ${KEYCLOAK_VERSION} needs Java ${OLDEST_JAVA} or newer, and ${found === 0 ? 'none is on PATH or in JAVA_HOME' : `this is Java ${found}`}: install it, or use the embedded identity provider`);
}

/**
 * Unpacks Keycloak into `folder` unless it is there, from the zip in `cacheDir`, which is fetched when missing: from Maven Central, the release
 * page, or with `mvn`, which knows the mirrors of its settings. The zip counts only with the pinned SHA-256.
 */
export async function unpackKeycloak(folder: string, search: { readonly cacheDir: string; readonly environment: Environment }): Promise<void> {
  if (existsSync(path.join(folder, 'bin', 'kc.sh'))) return;
  const zip = await keycloakZip(search);
  await mkdir(path.dirname(folder), { recursive: true });
  const unfinished = await mkdtemp(path.join(path.dirname(folder), 'unfinished-'));
  try {
    const unzipped = await runCommand('unzip', ['-q', zip, '-d', unfinished], { environment: search.environment });
    const result = unzipped.code === 0 ? unzipped : await runCommand('python3', ['-m', 'zipfile', '-e', zip, unfinished], { environment: search.environment });
    if (result.code !== 0) throw unavailable(`neither unzip nor python3 could unpack ${zip} (${lastLine(result)})`);
    await rm(folder, { recursive: true, force: true });
    await rename(path.join(unfinished, `keycloak-${KEYCLOAK_VERSION}`), folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function keycloakZip({ cacheDir, environment }: { readonly cacheDir: string; readonly environment: Environment }): Promise<string> {
  const kept = path.join(cacheDir, `${ARTIFACT}-${KEYCLOAK_VERSION}.zip`);
  if (existsSync(kept) && (await sha256(kept)) === KEYCLOAK_SHA256) return kept;
  await mkdir(cacheDir, { recursive: true });
  const folder = await mkdtemp(path.join(cacheDir, 'unfinished-'));
  const tried: string[] = [];
  try {
    for (const fetchZip of [...SOURCES.map((source) => fromUrl(source)), fromMaven(environment)]) {
      try {
        const zip = await fetchZip(folder);
        if ((await sha256(zip)) !== KEYCLOAK_SHA256) throw unavailable('what came has another SHA-256 than the pinned one');
        await rename(zip, kept);
        return kept;
      } catch (error) {
        tried.push(error instanceof Error ? error.message : String(error));
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  throw unavailable(`Keycloak ${KEYCLOAK_VERSION} could not be fetched (${tried.join('; ')}): put its zip at ${kept}, or use the embedded identity provider`);
}

const fromUrl = (source: string) => async (folder: string): Promise<string> => {
  const zip = path.join(folder, 'download.zip');
  await download(source, zip);
  return zip;
};

const fromMaven = (environment: Environment) => async (folder: string): Promise<string> => {
  const goal = ['org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy', `-Dartifact=org.keycloak:${ARTIFACT}:${KEYCLOAK_VERSION}:zip`, `-DoutputDirectory=${folder}`];
  const result = await runCommand('mvn', ['--batch-mode', '--quiet', ...goal], { environment, cwd: folder, timeoutMs: 10 * 60_000 });
  const zip = (await readdir(folder)).find((name) => name.startsWith(ARTIFACT));
  if (result.code !== 0 || zip === undefined) throw unavailable(`mvn brought nothing (${lastLine(result)})`);
  return path.join(folder, zip);
};
