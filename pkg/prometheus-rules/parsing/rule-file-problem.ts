import type { YamlPosition } from '#pkg/go-yaml';

/** Something wrong in a file of rules. */
export interface RuleFileProblem {
  /** What is wrong, in the words of `promtool check rules`, without its place. */
  readonly message: string;
  /** The same as promtool prints it, with place, group and rule. It does not know all places: see `position`. */
  readonly text: string;
  /** Where; undefined when it is no single place. */
  readonly position: YamlPosition | undefined;
  readonly group?: string;
  /** From 1. */
  readonly rule?: number;
}
