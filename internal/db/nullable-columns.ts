/** A value as the text of a JSON column; NULL when there is none. */
export const jsonOrNull = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

type Present<Row> = { [Column in keyof Row]?: NonNullable<Row[Column]> };

/** The row without the columns that are NULL. */
export const present = <Row extends object>(row: Row): Present<Row> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Present<Row>;
