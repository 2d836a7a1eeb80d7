/** Something wrong in an alertmanager.yml. */
export interface ConfigProblem {
  /** Where, as a JSON pointer with the names of the file: `/route/routes/0/receiver`. Empty: the file as a whole. */
  readonly path: string;
  /** In Alertmanager's words, as far as it has any. */
  readonly message: string;
  /** From 1; undefined when it is no single place. */
  readonly line: number | undefined;
  readonly column: number | undefined;
}
