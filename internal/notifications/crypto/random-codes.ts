import { createHash, randomInt } from 'node:crypto';
import type { VerificationCodes } from '../ports/people-repository.ts';

/** Codes that nobody can guess in the tries that they have. */
export const randomCodes: VerificationCodes = {
  generate: () => String(randomInt(1_000_000)).padStart(6, '0'),
  digest: (id, code) => createHash('sha256').update(`${id}:${code}`).digest('base64url'),
};
