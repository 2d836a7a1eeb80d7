/** Statements that are worth keeping prepared; the rest (bulk inserts, filters in odd combinations) would only fill memory. */
const MAX_STATEMENTS = 400;
const MAX_LENGTH = 4_000;

/**
 * Gives SQL texts the names under which each connection keeps them prepared: planning is more than half of a point query's cost.
 * The first texts win, because the hot ones come first and forgetting names would need a DEALLOCATE on every connection.
 */
export class StatementNames {
  readonly #names = new Map<string, string>();

  of(sql: string): { readonly name?: string } {
    const known = this.#names.get(sql);
    if (known !== undefined) return { name: known };
    if (sql.length > MAX_LENGTH || this.#names.size >= MAX_STATEMENTS) return {};
    const name = `s${this.#names.size + 1}`;
    this.#names.set(sql, name);
    return { name };
  }
}
