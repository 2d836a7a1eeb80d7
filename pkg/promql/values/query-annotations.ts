import { lineAndColumn, type SourceRange } from './source-position.ts';

/** A remark on the answer: a `warning` says it may be wrong, an `info` that the query may not mean what it says. */
export interface Annotation {
  readonly severity: 'warning' | 'info';
  /** Without position; annotations with equal texts are one. */
  readonly text: string;
  readonly range: SourceRange;
  /** What is said beyond `text`, over all annotations with that text. */
  readonly detail?: AnnotationDetail;
}

/** Figures of several occurrences that are reported as one. */
export interface AnnotationDetail {
  /** The figures of both. */
  merge(other: AnnotationDetail): AnnotationDetail;
  toString(): string;
}

/** What was remarked while a query ran, each thing once. */
export class QueryAnnotations {
  private readonly byText = new Map<string, Annotation>();

  add(annotation: Annotation): void {
    const key = `${annotation.severity} ${annotation.text}`;
    const known = this.byText.get(key);
    // Of several places the last one is named.
    this.byText.set(key, known?.detail && annotation.detail ? { ...known, detail: known.detail.merge(annotation.detail) } : annotation);
  }

  /** The texts for the `warnings` and `infos` of an answer, with the position in `query`. */
  format(query: string): { warnings: string[]; infos: string[] } {
    const of = (severity: Annotation['severity']) =>
      [...this.byText.values()]
        .filter((annotation) => annotation.severity === severity)
        .map(({ text, detail, range }) => `PromQL ${severity}: ${text}${detail?.toString() ?? ''} (${lineAndColumn(query, range.start)})`);
    return { warnings: of('warning'), infos: of('info') };
  }
}
