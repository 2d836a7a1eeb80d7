type Column = Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** The column with room for `index`: itself, or a copy that is half as long again. New entries are 0. */
export function withRoom<Kind extends Column>(column: Kind, index: number): Kind {
  if (index < column.length) return column;
  const larger = new (column.constructor as new (length: number) => Kind)(Math.max(16, index + 1, Math.ceil(column.length * 1.5)));
  larger.set(column);
  return larger;
}
