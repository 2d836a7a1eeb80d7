/** A statement for pg; `name` keeps it prepared on each connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}
