import type { SourcePosition } from './yaml-source.ts';

/** A fault that ends the reading of a file. */
export class RuleFileFault extends Error {
  constructor(
    message: string,
    readonly position: SourcePosition | undefined,
  ) {
    super(message);
  }
}
