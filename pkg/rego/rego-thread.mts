import { parentPort, workerData } from 'node:worker_threads';
import { loadPolicy } from '@open-policy-agent/opa-wasm';

export interface RegoLimits {
  /** Most memory of one policy, in bytes. */
  readonly memoryBytes: number;
}

export interface RegoRequest {
  /** Names the module; the same digest is the same module. */
  readonly digest: string;
  /** Left out when the thread should know it. */
  readonly wasm?: Uint8Array;
  readonly entrypoint: string;
  /** JSON text. */
  readonly input: string;
}

/** `missing`: send the module along. The result is JSON text, of all results of the entrypoint. */
export type RegoReply = { readonly result: string } | { readonly error: string } | { readonly missing: true } | undefined;

/** The part of the platform's WebAssembly that is used here; its types come with the browser's, which do not belong here. */
declare const WebAssembly: { readonly Module: new (bytes: Uint8Array) => Module };
type Module = Parameters<typeof loadPolicy>[0];

const PAGE_BYTES = 65_536;
const MOST_MODULES = 64;

const { memoryBytes } = workerData as RegoLimits;
const modules = new Map<string, Module>();

function moduleOf({ digest, wasm }: RegoRequest): Module | undefined {
  const known = modules.get(digest) ?? (wasm && new WebAssembly.Module(new Uint8Array(wasm)));
  if (!known) return undefined;
  modules.delete(digest);
  modules.set(digest, known);
  const oldest = modules.keys().next();
  if (modules.size > MOST_MODULES && !oldest.done) modules.delete(oldest.value);
  return known;
}

/** A fresh instance each time: what one evaluation leaves in memory is nobody else's. */
async function run(request: RegoRequest): Promise<RegoReply> {
  try {
    const module = moduleOf(request);
    if (!module) return { missing: true };
    const policy = await loadPolicy(module, { initial: 5, maximum: Math.floor(memoryBytes / PAGE_BYTES) });
    return { result: JSON.stringify(policy.evaluate(JSON.parse(request.input), request.entrypoint)) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : typeof error === 'string' ? error : JSON.stringify(error) };
  }
}

parentPort?.on('message', (request: RegoRequest) => {
  void run(request).then((reply) => parentPort?.postMessage(reply));
});
parentPort?.postMessage(undefined satisfies RegoReply);
