import type { JsonObject } from '#internal/kernel';
import type { ExternalResource } from './call-arguments.ts';
import type { Duration } from './duration.ts';

/** What is run outside of our processes, by an agent. */
export interface ContainerProcess {
  readonly image: string;
  readonly name?: string;
  readonly command?: string;
  readonly ports?: JsonObject;
  readonly volumes?: JsonObject;
  readonly environment?: JsonObject;
  readonly stdin?: string;
  readonly arguments?: readonly string[];
  readonly lifetime?: { readonly cleanup: 'always' | 'never' | 'eventually'; readonly after?: Duration };
  readonly pullPolicy?: 'ifNotPresent' | 'always' | 'never';
}
export interface ScriptProcess {
  readonly language: string;
  readonly code?: string;
  readonly source?: ExternalResource;
  readonly stdin?: string;
  readonly arguments?: readonly string[];
  readonly environment?: JsonObject;
}
export interface ShellProcess {
  readonly command: string;
  readonly stdin?: string;
  readonly arguments?: readonly string[];
  readonly environment?: JsonObject;
}
/** Another workflow of the same tenant; `latest` is its current version. */
export interface SubflowProcess {
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
  readonly input?: JsonObject;
}
export type RunArguments = { readonly await?: boolean; readonly return?: 'stdout' | 'stderr' | 'code' | 'all' | 'none' } & (
  | { readonly container: ContainerProcess }
  | { readonly script: ScriptProcess }
  | { readonly shell: ShellProcess }
  | { readonly workflow: SubflowProcess }
);
/** What an agent runs. */
export type ProcessArguments = Exclude<RunArguments, { readonly workflow: unknown }>;
