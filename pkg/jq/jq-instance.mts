import jqFactory from 'jq-wasm/dist/build/jq.js';

/** What one run of the jq command left behind. */
export interface JqRun {
  /** 0 done, 3 the program does not compile, 5 an uncaught error; undefined when jq itself gave up (memory, stack). */
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface JqLimits {
  /** Of what a run may print. */
  readonly outputBytes: number;
  /** Of the memory that a run may hold. */
  readonly memoryBytes: number;
}

/** The part of the platform's WebAssembly that is used here; its types come with the browser's, which do not belong here. */
interface WasmModule { readonly __wasm: 'module' }
interface WasmInstance { readonly exports: unknown }
type Instantiate = (bytes: Uint8Array, imports: unknown) => Promise<unknown>;
declare const WebAssembly: {
  instantiate: Instantiate;
  compile(bytes: Uint8Array): Promise<WasmModule>;
  Instance: new (module: WasmModule, imports: { readonly a: Imports }) => WasmInstance;
};

type Import = (...args: number[]) => number;
type Imports = Readonly<Record<string, Import>>;
interface JqExports {
  readonly E: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  /** Static constructors. */
  readonly F: () => void;
  /** `main(argc, argv)`. */
  readonly G: (argc: number, argv: number) => number;
  /** Moves the stack pointer down by a number of bytes (up, when negative) and answers where it is. */
  readonly J: (bytes: number) => number;
}
type Hook = { readonly instantiateWasm: (imports: { readonly a: Imports }, receive: (instance: WasmInstance) => unknown) => object };
const startJq = jqFactory as (options?: Hook) => Promise<unknown>;

class Exit extends Error {
  readonly status: number | undefined;

  constructor(status: number | undefined) {
    super('exit');
    this.status = status;
  }
}

/** The compiled module; the package hides it in its loader, so we look at what the loader hands to the engine. */
async function compiledModule(): Promise<WasmModule> {
  const original = WebAssembly.instantiate;
  let seen: Uint8Array | undefined;
  WebAssembly.instantiate = (bytes, imports) => {
    seen = bytes;
    return original(bytes, imports);
  };
  try {
    await startJq();
  } finally {
    WebAssembly.instantiate = original;
  }
  if (!seen) throw new Error('jq-wasm no longer goes through WebAssembly.instantiate');
  return WebAssembly.compile(seen);
}

const NO_ENTRY = -44;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * The real jq, driven directly. The package's own driver reads and writes byte by byte in quadratic time, loses stack on every call until
 * jq fails, and keeps the heap of one call for the next. Here every run starts from the memory image of a fresh start, so
 * that nothing of one tenant's data is left for the next, and sees no files and no environment.
 */
export class JqInstance {
  readonly #module: WasmModule;
  readonly #limits: JqLimits;
  readonly #imports: Imports;
  readonly #receive: (instance: WasmInstance) => unknown;
  #jq!: JqExports;
  #fresh!: Uint8Array;
  #stackTop = 0;
  /** Where the C library keeps the end of its heap: the words that hold the heap's start in the fresh image. */
  #heapEnds: number[] = [];
  #stdin: Uint8Array = new Uint8Array();
  #stdinAt = 0;
  #printed: readonly [Uint8Array[], Uint8Array[]] = [[], []];
  #printedBytes = 0;

  private constructor(module: WasmModule, limits: JqLimits, imports: Imports, receive: (instance: WasmInstance) => unknown) {
    this.#module = module;
    this.#limits = limits;
    this.#receive = receive;
    this.#imports = { ...imports, ...this.#host() };
    this.#instantiate();
  }

  static async create(limits: JqLimits): Promise<JqInstance> {
    const module = await compiledModule();
    return new Promise((resolve, reject) => {
      const hook: Hook = {
        instantiateWasm: ({ a }, receive) => {
          resolve(new JqInstance(module, limits, a, receive));
          return {};
        },
      };
      startJq(hook).catch(reject);
    });
  }

  /** `jq -c program`, with `stdin` as its input. */
  run(program: string, stdin: string): JqRun {
    this.#stdin = encoder.encode(stdin);
    this.#stdinAt = 0;
    this.#printed = [[], []];
    this.#printedBytes = 0;
    let status: number | undefined;
    try {
      status = this.#jq.G(3, this.#arguments(['jq', '-c', program]));
    } catch (error) {
      // Anything but our own exit is jq out of memory or stack: its state is thrown away below, like every other.
      status = error instanceof Exit ? error.status : undefined;
    }
    const [stdout, stderr] = this.#printed.map((chunks) => decoder.decode(Buffer.concat(chunks))) as [string, string];
    this.#reset();
    return { status, stdout, stderr };
  }

  #instantiate(): void {
    const instance = new WebAssembly.Instance(this.#module, { a: this.#imports });
    this.#receive(instance);
    this.#jq = instance.exports as JqExports;
    this.#jq.F();
    this.#stackTop = this.#jq.J(0);
    this.#fresh = this.#bytes.slice(0, this.#stackTop);
    const words = new Uint32Array(this.#fresh.buffer);
    this.#heapEnds = [...words.keys()].filter((index) => words[index] === this.#stackTop);
  }

  #reset(): void {
    const bytes = this.#bytes;
    const words = this.#words;
    const heapEnd = Math.max(this.#stackTop, ...this.#heapEnds.map((index) => words[index] ?? 0));
    // A memory never shrinks: one that has grown is replaced.
    if (heapEnd > bytes.length || bytes.length > 16 * 2 ** 20) return this.#instantiate();
    bytes.fill(0, this.#stackTop, heapEnd);
    bytes.set(this.#fresh);
    this.#jq.J(this.#jq.J(0) - this.#stackTop);
  }

  /** Puts the arguments at the far end of memory, where the heap arrives last: the stack is 64 KiB and programs may be longer. */
  #arguments(args: readonly string[]): number {
    const bytes = this.#bytes;
    let at = bytes.length - 16;
    const pointers = args.map((text) => {
      const encoded = encoder.encode(`${text}\0`);
      at -= encoded.length;
      bytes.set(encoded, at);
      return at;
    });
    at = (at - 4 * (pointers.length + 1)) & ~15;
    this.#words.set([...pointers, 0], at / 4);
    return at;
  }

  get #bytes(): Uint8Array {
    return new Uint8Array(this.#jq.E.buffer);
  }

  get #words(): Uint32Array {
    return new Uint32Array(this.#jq.E.buffer);
  }

  /** The system calls that we answer ourselves, by the names that the package's build gave them. */
  #host(): Imports {
    const leave = (status?: number): never => {
      throw new Exit(status);
    };
    return {
      a: () => leave(), // assertion failed
      D: () => leave(), // abort
      b: leave, // exit
      s: leave, // proc_exit
      f: () => NO_ENTRY, // openat: there are no files, so no modules either
      i: () => 0, // environ_get
      j: (count = 0, size = 0) => this.#store([count, 0], [size, 0]), // environ_sizes_get
      g: (_fd, vectors = 0, count = 0, read = 0) => this.#store([read, this.#read(vectors, count)]),
      d: (fd = 1, vectors = 0, count = 0, written = 0) => this.#store([written, this.#write(fd, vectors, count)]),
      o: (size = 0) => this.#grow(size), // emscripten_resize_heap
    };
  }

  #store(...values: readonly (readonly [address: number, value: number])[]): number {
    const words = this.#words;
    for (const [address, value] of values) words[address >> 2] = value;
    return 0;
  }

  #read(vectors: number, count: number): number {
    const before = this.#stdinAt;
    for (const [address, length] of this.#vectors(vectors, count)) {
      const chunk = this.#stdin.subarray(this.#stdinAt, this.#stdinAt + length);
      this.#bytes.set(chunk, address);
      this.#stdinAt += chunk.length;
    }
    return this.#stdinAt - before;
  }

  #write(fd: number, vectors: number, count: number): number {
    let written = 0;
    for (const [address, length] of this.#vectors(vectors, count)) {
      this.#printed[fd === 1 ? 0 : 1].push(this.#bytes.slice(address, address + length));
      written += length;
    }
    this.#printedBytes += written;
    if (this.#printedBytes > this.#limits.outputBytes) throw new Exit(undefined);
    return written;
  }

  #vectors(address: number, count: number): [number, number][] {
    const words = this.#words;
    return Array.from({ length: count }, (_, index) => [words[(address >> 2) + 2 * index] ?? 0, words[(address >> 2) + 2 * index + 1] ?? 0]);
  }

  #grow(size: number): number {
    const now = this.#jq.E.buffer.byteLength;
    if (size > this.#limits.memoryBytes) return 0;
    this.#jq.E.grow(Math.ceil((Math.max(size, Math.min(2 * now, this.#limits.memoryBytes)) - now) / 65_536));
    return 1;
  }
}
