/** Lays graphs out and draws them. */
export interface DiagramRenderer {
  /** The SVG document of a graph in Graphviz' DOT. Throws `invalid` for one that is too large. */
  svg(dot: string): Promise<string>;
}
