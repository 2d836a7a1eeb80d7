import { isCall, type Authentication, type AuthenticationReference, type Endpoint, type WorkflowDefinition } from './definition.ts';
import { schemasOfTask, schemasOfWorkflow, type PlacedSchema } from './definition-schemas.ts';
import { tasksOf, type PlacedTask } from './definition-tasks.ts';
import { pointerTo } from './json-pointer.ts';

/** An address of a definition and where it is written. */
export interface PlacedEndpoint {
  readonly endpoint: Endpoint;
  readonly pointer: string;
}

export interface PlacedAuthentication {
  readonly authentication: AuthenticationReference;
  readonly pointer: string;
}

/** Every address that a definition names: where it calls, and where the documents lie that it needs. */
export const endpointsOf = (definition: WorkflowDefinition): readonly PlacedEndpoint[] => [...schemasOfWorkflow(definition).flatMap(schemaEndpoint), ...tasksOf(definition).flatMap(endpointsOfTask)];

/** The addresses that a task names. */
const endpointsOfTask = (placed: Pick<PlacedTask, 'task' | 'pointer'>): readonly PlacedEndpoint[] => [...effectEndpoints(placed), ...schemasOfTask(placed).flatMap(schemaEndpoint)];

const schemaEndpoint = ({ schema, pointer }: PlacedSchema): readonly PlacedEndpoint[] => ('resource' in schema ? [{ endpoint: schema.resource.endpoint, pointer: pointerTo(pointer, 'resource', 'endpoint') }] : []);

function effectEndpoints({ task, pointer }: Pick<PlacedTask, 'task' | 'pointer'>): readonly PlacedEndpoint[] {
  const at = (...steps: readonly string[]): string => pointerTo(pointer, ...steps, 'endpoint');
  if ('run' in task) return 'script' in task.run && task.run.script.source ? [{ endpoint: task.run.script.source.endpoint, pointer: at('run', 'script', 'source') }] : [];
  if (!isCall(task)) return [];
  if (task.call === 'http') return [{ endpoint: task.with.endpoint, pointer: at('with') }];
  if (task.call === 'grpc') return [{ endpoint: task.with.proto.endpoint, pointer: at('with', 'proto') }];
  return [{ endpoint: task.with.document.endpoint, pointer: at('with', 'document') }];
}

/** The authentication of the call itself, not of the documents that describe it. */
export function callAuthentication({ task, pointer }: Pick<PlacedTask, 'task' | 'pointer'>): PlacedAuthentication | undefined {
  if (!isCall(task)) return undefined;
  const [authentication, steps] = task.call === 'http' ? [ofEndpoint(task.with.endpoint), ['endpoint']] : task.call === 'grpc' ? [task.with.service.authentication, ['service']] : [task.with.authentication, []];
  return authentication && { authentication, pointer: pointerTo(pointer, 'with', ...steps, 'authentication') };
}

/** Every authentication that is written in a definition. */
export function authenticationsOf(definition: WorkflowDefinition): readonly PlacedAuthentication[] {
  const reusable = Object.entries<Authentication>(definition.use?.authentications ?? {}).map(([name, authentication]) => ({ authentication, pointer: pointerTo('/use/authentications', name) }));
  const ofEndpoints = endpointsOf(definition).flatMap(({ endpoint, pointer }) => {
    const authentication = ofEndpoint(endpoint);
    return authentication ? [{ authentication, pointer: pointerTo(pointer, 'authentication') }] : [];
  });
  const known = new Set(ofEndpoints.map(({ pointer }) => pointer));
  const ofCalls = tasksOf(definition).flatMap((placed) => callAuthentication(placed) ?? []).filter(({ pointer }) => !known.has(pointer));
  return [...reusable, ...ofCalls, ...ofEndpoints];
}

const ofEndpoint = (endpoint: Endpoint): AuthenticationReference | undefined => (typeof endpoint === 'object' ? endpoint.authentication : undefined);
