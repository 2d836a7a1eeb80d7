import type { YamlPosition } from './yaml-position.ts';

/** A fault that ends the reading of a file. */
export class YamlFault extends Error {
  constructor(
    message: string,
    readonly position: YamlPosition | undefined,
  ) {
    super(message);
  }
}
