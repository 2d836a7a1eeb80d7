import type { ErrorDetail } from '#pkg/apperror';
import { isCallBy, type WorkflowDefinition } from './definition.ts';
import { tasksOf } from './definition-tasks.ts';
import { pointerTo } from './json-pointer.ts';

/** Protocols of AsyncAPI over which the interpreter publishes, as the language names them. */
const PUBLISHED_OVER = ['amqp', 'http', 'mqtt', 'mqtt5', 'nats'];

/** The parts of a definition that the grammar knows and the interpreter does not run, each with its place. */
export const unsupportedFaults = (definition: WorkflowDefinition): readonly ErrorDetail[] =>
  tasksOf(definition).flatMap(({ task, pointer }) => {
    const protocol = isCallBy('asyncapi', task) ? task.with.protocol : undefined;
    if (protocol === undefined || PUBLISHED_OVER.includes(protocol)) return [];
    return [{ field: pointerTo(pointer, 'with', 'protocol'), reason: `is not supported: a message is published over ${PUBLISHED_OVER.join(', ')}` }];
  });
