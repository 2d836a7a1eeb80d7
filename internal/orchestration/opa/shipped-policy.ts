import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A compiled policy that comes with the installation. Throws when the file is not there: nobody may run plans without any policy. */
export function shippedPolicy(file: string) {
  const wasm = readFileSync(file);
  return { name: 'default', sha256: createHash('sha256').update(wasm).digest('hex'), load: async (): Promise<Uint8Array> => wasm };
}
