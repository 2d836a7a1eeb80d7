import { hash } from 'node:crypto';

/** Digest of what makes two requests of one operation the same: their target and their body. */
export const requestHashOf = (target: string, body: Buffer | undefined): string =>
  hash('sha256', body ? Buffer.concat([Buffer.from(`${target}\n`), body]) : target, 'hex');
