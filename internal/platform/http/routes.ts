interface Node<Value> {
  readonly children: Map<string, Node<Value>>;
  placeholder?: Node<Value>;
  /** By upper-case method. */
  methods?: Map<string, Value>;
}

/** What a path leads to: the values of its placeholders from left to right, and one value per method. */
export interface Match<Value> {
  readonly methods: ReadonlyMap<string, Value>;
  readonly placeholders: readonly string[];
}

const node = <Value>(): Node<Value> => ({ children: new Map() });

/** Finds the path templates of the contract in time proportional to the path's segments; a literal segment wins over a placeholder (OpenAPI 3.1, Paths Object). */
export class Routes<Value> {
  private readonly root: Node<Value> = node();

  add(method: string, template: string, value: Value): void {
    let at = this.root;
    for (const segment of template.slice(1).split('/')) {
      if (segment.startsWith('{')) {
        at.placeholder ??= node();
        at = at.placeholder;
      } else {
        let next = at.children.get(segment);
        if (!next) at.children.set(segment, (next = node()));
        at = next;
      }
    }
    at.methods ??= new Map();
    at.methods.set(method, value);
  }

  match(path: string): Match<Value> | undefined {
    return path.startsWith('/') ? this.descend(this.root, path.slice(1).split('/'), 0, []) : undefined;
  }

  private descend(at: Node<Value>, segments: readonly string[], index: number, placeholders: readonly string[]): Match<Value> | undefined {
    const segment = segments[index];
    if (segment === undefined) return at.methods && { methods: at.methods, placeholders };
    const literal = at.children.get(segment);
    const found = literal && this.descend(literal, segments, index + 1, placeholders);
    if (found || !at.placeholder || segment === '') return found;
    return this.descend(at.placeholder, segments, index + 1, [...placeholders, segment]);
  }
}
