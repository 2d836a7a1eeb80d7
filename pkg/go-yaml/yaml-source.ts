import { type Alias, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { YamlFault } from './yaml-fault.ts';
import type { YamlPosition } from './yaml-position.ts';
import { syntaxFault } from './yaml-syntax-fault.ts';

/** A node with its alias resolved. */
export type YamlValue = Scalar | YAMLMap | YAMLSeq;

/** How long a file may be: reading one takes about two seconds per million characters at worst. */
const MAX_CHARACTERS = 1024 * 1024;
/** How many nodes a file may have once its aliases are resolved. */
const MAX_NODES = 200_000;

/** A YAML file and the places of its nodes; only the first document counts. */
export class YamlSource {
  readonly root: Node | null;
  readonly hasMoreDocuments: boolean;
  private readonly lines = new LineCounter();
  private readonly anchors = new Map<string, Node>();
  private visited = 0;
  private readonly resolving = new Set<string>();

  /** Throws {@link YamlFault} when the text is no YAML. */
  constructor(text: string) {
    if (text.length > MAX_CHARACTERS) throw new YamlFault(`a file has at most ${MAX_CHARACTERS} characters`, undefined);
    const documents = this.parse(text.replace(/^\ufeff/, ''));
    // Of nothing at all there is no document.
    const [first, second] = Array.isArray(documents) ? documents : [];
    const error = first?.errors.find(({ code }) => code !== 'DUPLICATE_KEY' && code !== 'MULTIPLE_DOCS');
    if (error) throw syntaxFault(error, this.lines.linePos(error.pos[0]), text);
    this.hasMoreDocuments = second !== undefined;
    this.root = first?.contents ?? null;
    if (this.root) this.collectAnchors(this.root);
  }

  private parse(text: string): ReturnType<typeof parseAllDocuments> {
    try {
      return parseAllDocuments(text, { schema: 'failsafe', uniqueKeys: false, merge: false, lineCounter: this.lines, logLevel: 'silent', prettyErrors: false });
    } catch (error) {
      if (error instanceof RangeError) throw new YamlFault('yaml: exceeded max depth of 10000', undefined);
      throw error;
    }
  }

  private collectAnchors(node: Node): void {
    const open: Node[] = [node];
    for (let next = open.pop(); next; next = open.pop()) {
      if (!isAlias(next) && 'anchor' in next && typeof next.anchor === 'string') this.anchors.set(next.anchor, next);
      const children = isMap(next) ? next.items.flatMap(({ key, value }) => [key, value]) : isSeq(next) ? next.items : [];
      for (const child of children) if (child !== null && typeof child === 'object') open.push(child as Node);
    }
  }

  position(node: Node | null | undefined): YamlPosition | undefined {
    const offset = node?.range?.[0];
    if (offset === undefined) return undefined;
    const { line, col } = this.lines.linePos(offset);
    return { line, column: col };
  }

  /** The node that an alias stands for. Throws when there are too many. */
  resolve(node: unknown): YamlValue | undefined {
    this.visited += 1;
    if (this.visited > MAX_NODES) throw new YamlFault('yaml: document contains excessive aliasing', undefined);
    if (isAlias(node)) return this.resolveAlias(node);
    return isScalar(node) || isMap(node) || isSeq(node) ? node : undefined;
  }

  private resolveAlias(alias: Alias): YamlValue | undefined {
    const target = this.anchors.get(alias.source);
    if (!target) throw new YamlFault(`yaml: unknown anchor '${alias.source}' referenced`, this.position(alias));
    if (this.resolving.has(alias.source)) throw new YamlFault(`yaml: anchor '${alias.source}' value contains itself`, this.position(alias));
    this.resolving.add(alias.source);
    const value = this.resolve(target);
    this.resolving.delete(alias.source);
    return value;
  }
}
