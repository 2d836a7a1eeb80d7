import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeFileAtomically } from '#pkg/devstack';

/** Made at the first start of a data folder and kept there, readable by its owner only. */
export interface StackSecrets {
  readonly appPassword: string;
  readonly relayPassword: string;
  readonly sessionSecret: string;
  /** `PAYLOAD_KEYS`; histories of Temporal cannot be read without it. */
  readonly payloadKeys: string;
  /** `SECRETS_KEYS`; what tenants keep as secrets cannot be read without it. */
  readonly secretsKeys: string;
  /** `TICKET_SIGNING_KEYS`; tokens signed with another do not count. */
  readonly ticketSigningKeys: string;
}

export function stackSecrets(dataDir: string): StackSecrets {
  const file = path.join(dataDir, 'secrets.json');
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<StackSecrets>) : {};
  if (isComplete(known)) return known as StackSecrets;
  const [appPassword, relayPassword, sessionSecret] = [24, 24, 48].map((bytes) => randomBytes(bytes).toString('hex')) as [string, string, string];
  // A folder of an earlier version has some of them already.
  const secrets = { appPassword, relayPassword, sessionSecret, payloadKeys: someKey(), secretsKeys: someKey(), ticketSigningKeys: someKey(), ...known };
  writeFileAtomically(file, JSON.stringify(secrets));
  return secrets;
}

const isComplete = ({ payloadKeys, secretsKeys, ticketSigningKeys }: Partial<StackSecrets>): boolean => [payloadKeys, secretsKeys, ticketSigningKeys].every((keys) => keys !== undefined);

const someKey = (): string => `local:${randomBytes(32).toString('base64')}`;
