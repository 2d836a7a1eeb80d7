/** A place in a file, both from 1. */
export interface YamlPosition {
  readonly line: number;
  readonly column: number;
}
