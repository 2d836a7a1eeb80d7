import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeFileAtomically } from '#pkg/devstack';

/** Made at the first start of a data folder and kept there, readable by its owner only. */
export interface StackSecrets {
  readonly appPassword: string;
  readonly relayPassword: string;
  readonly sessionSecret: string;
}

export function stackSecrets(dataDir: string): StackSecrets {
  const file = path.join(dataDir, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as StackSecrets;
  const [appPassword, relayPassword, sessionSecret] = [24, 24, 48].map((bytes) => randomBytes(bytes).toString('hex')) as [string, string, string];
  const secrets = { appPassword, relayPassword, sessionSecret };
  writeFileAtomically(file, JSON.stringify(secrets));
  return secrets;
}
