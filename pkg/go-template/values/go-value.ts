/** A value of a template. `number` is Go's float64, `bigint` its int; undefined is no value at all, null a nil interface. */
export type GoValue = string | boolean | number | bigint | undefined | null | GoMap | GoSlice | GoObject;

/** A map from strings. */
export class GoMap {
  constructor(
    readonly entries: ReadonlyMap<string, GoValue>,
    readonly element: 'string' | 'interface {}' = 'string',
  ) {}

  get typeName(): string {
    return `map[string]${this.element}`;
  }

  /** What a missing key gives: the zero of its type, as with `missingkey=zero`. */
  get(key: string): GoValue {
    const value = this.entries.get(key);
    return value === undefined ? (this.element === 'string' ? '' : null) : value;
  }

  /** Of a type with methods. */
  method(_name: string): GoFunction | undefined {
    return undefined;
  }

  /** As `%v` prints it; undefined: as any map. */
  shown(): string | undefined {
    return undefined;
  }

  sorted(): [string, GoValue][] {
    return [...this.entries].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

export class GoSlice {
  constructor(
    readonly items: readonly GoValue[],
    readonly typeName = '[]interface {}',
  ) {}

  /** Of a type with methods. */
  method(_name: string): GoFunction | undefined {
    return undefined;
  }

  /** As `%v` prints it; undefined: as any slice. */
  shown(): string | undefined {
    return undefined;
  }
}

/** What functions know about the surroundings of a template. */
export interface TemplateEnvironment {
  /** The result of a query. */
  readonly query: (expr: string) => GoValue;
  /** What `now` gives, in milliseconds since 1970. */
  readonly timeMs: number;
  readonly externalUrl: string;
}

/** A function or a method that templates may call. It throws with the message of Go's error. */
export interface GoFunction {
  readonly params: readonly GoType[];
  /** The type of any further arguments. */
  readonly variadic?: GoType;
  call(args: readonly GoValue[], environment: TemplateEnvironment): GoValue;
}

/** What a function wants: the name of a Go type, `any`, or `reflect.Value`, which is any for functions of text/template itself. */
export type GoType = string;

/** A struct, or a type with methods. */
export abstract class GoObject {
  abstract readonly typeName: string;
  /** The struct or other value that a pointer leads to, as a type; the same when it is none. */
  get elementType(): string {
    return this.typeName.replace(/^\*/, '');
  }
  /** Undefined when there is no such field. */
  field(_name: string): { readonly value: GoValue } | undefined {
    return undefined;
  }
  /** Whether a field may hold values of any type. */
  holdsAny(_field: string): boolean {
    return false;
  }
  method(_name: string): GoFunction | undefined {
    return undefined;
  }
  /** As `%v` prints it. */
  abstract toString(): string;
}

/** A struct whose fields are all there is to it; one called `Value` may hold anything. */
export class GoStruct extends GoObject {
  constructor(
    readonly typeName: string,
    readonly fields: ReadonlyMap<string, GoValue>,
    private readonly print?: () => string,
  ) {
    super();
  }

  override field(name: string): { readonly value: GoValue } | undefined {
    return this.fields.has(name) ? { value: this.fields.get(name) } : undefined;
  }

  override holdsAny(field: string): boolean {
    return field === 'Value';
  }

  toString(): string {
    return this.print ? this.print() : '';
  }
}

/** The name of a value's type. */
export function typeName(value: GoValue): string {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
      return 'float64';
    case 'bigint':
      return 'int';
    default:
      return value?.typeName ?? '<nil>';
  }
}

/** A string, where the type was checked before. */
export const asText = (value: GoValue): string => (typeof value === 'string' ? value : '');

/** Whether `if` and its like take a value for true: all but zeros and what is empty. */
export function isTrue(value: GoValue): boolean {
  if (value instanceof GoMap) return value.entries.size > 0;
  if (value instanceof GoSlice) return value.items.length > 0;
  // NaN differs from zero.
  return typeof value === 'number' ? value !== 0 : Boolean(value);
}

/** Strings are bytes in Go; these are their lengths and parts. */
export const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');
