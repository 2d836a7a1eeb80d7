/** A half-open range of UTF-16 units in the text of a query. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

/** `line:column`, both from one; like Prometheus the column counts bytes of UTF-8. */
export function lineAndColumn(query: string, offset: number): string {
  if (query === '') return 'unknown position';
  const before = query.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  const line = before.split('\n').length;
  return `${line}:${Buffer.byteLength(before.slice(lineStart)) + 1}`;
}
