import { quote } from '#pkg/promql';
import { type ArgumentNode, type CommandNode, type PipeNode, printNode } from '../parsing/template-node.ts';
import { type GoFunction, GoMap, GoObject, GoSlice, type GoType, type GoValue, isTrue, typeName } from '../values/go-value.ts';
import { ExecutionState } from './template-execution-state.ts';
import { Suspension } from './suspension.ts';

/** A command is the first of its pipeline: nothing is piped into it. */
const NOTHING = Symbol('nothing');
type Piped = GoValue | typeof NOTHING;

/** Evaluates pipelines. The order of what it does, and with it the place of an error, is that of Go's text/template. */
export class ExpressionEvaluation extends ExecutionState {
  protected pipeline(dot: GoValue, pipe: PipeNode): GoValue {
    this.at(pipe);
    let value: Piped = NOTHING;
    for (const command of pipe.commands) value = this.command(dot, command, value) ?? undefined;
    const result = value === NOTHING ? undefined : value;
    for (const name of pipe.variables) {
      if (pipe.assigns) this.assign(name, result);
      else this.scope.variables.push({ name, value: result });
    }
    return result;
  }

  private command(dot: GoValue, command: CommandNode, final: Piped): GoValue {
    const { args } = command;
    const [first] = args;
    if (!first) return undefined;
    switch (first.kind) {
      case 'field':
      case 'chain':
      case 'variable':
      case 'identifier':
        return this.reference(dot, first, args.slice(1), final, command);
      case 'pipe':
        this.noArguments(first, args.length - 1, final);
        return this.pipeline(dot, first);
      default:
        this.at(first);
        this.noArguments(first, args.length - 1, final);
        if (first.kind === 'nil') this.fail('nil is not a command');
        return this.literal(dot, first);
    }
  }

  private noArguments(node: ArgumentNode, count: number, final: Piped): void {
    if (count > 0 || final !== NOTHING) this.fail(`can't give argument to non-function ${printNode(node)}`);
  }

  private literal(dot: GoValue, node: ArgumentNode): GoValue {
    this.at(node);
    switch (node.kind) {
      case 'bool':
      case 'string':
        return node.value;
      case 'dot':
        return dot;
      case 'number':
        if (node.float !== undefined && /[.eEpP]/.test(node.text) && !node.text.startsWith("'") && !/^0[xX][^pP]*$/.test(node.text)) return node.float;
        return node.int ?? this.fail(`${node.text} overflows int`);
      default:
        return this.fail(`can't handle assignment of ${printNode(node)} to empty interface argument`);
    }
  }

  /** What a name stands for: a field, a method or a function, which is called. */
  private reference(dot: GoValue, node: Extract<ArgumentNode, { kind: 'field' | 'chain' | 'variable' | 'identifier' }>, args: readonly ArgumentNode[], final: Piped, command?: CommandNode): GoValue {
    this.at(node);
    switch (node.kind) {
      case 'field':
        return this.fields(dot, dot, node, node.names, args, final);
      case 'variable': {
        const variable = this.scope.variables.findLast(({ name }) => name === node.name);
        if (!variable) return this.fail(`undefined variable: ${node.name}`);
        if (node.fields.length > 0) return this.fields(dot, variable.value, node, node.fields, args, final);
        this.noArguments(node, args.length, final);
        return variable.value;
      }
      case 'chain': {
        if (node.node.kind === 'nil') this.fail(`indirection through explicit nil in ${printNode(node)}`);
        return this.fields(dot, this.argument(dot, 'any', node.node), node, node.fields, args, final);
      }
      case 'identifier': {
        const called = this.input.functions.get(node.name);
        if (!called) return this.fail(`${quote(node.name)} is not a defined function`);
        return this.call(dot, called, command ?? node, node.name, args, final);
      }
    }
  }

  private fields(dot: GoValue, receiver: GoValue, node: ArgumentNode, names: readonly string[], args: readonly ArgumentNode[], final: Piped): GoValue {
    let value = receiver;
    let type: string | undefined;
    names.forEach((name, index) => {
      const isLast = index === names.length - 1;
      const next = this.field(dot, { value, type: type ?? typeName(value) }, name, node, isLast ? args : [], isLast ? final : NOTHING);
      // Messages name the type of the place, not that of what is in it.
      const isInterface = value instanceof GoObject ? value.holdsAny(name) : value instanceof GoMap && value.element === 'interface {}';
      type = isInterface ? 'interface {}' : undefined;
      value = next;
    });
    return value;
  }

  private field(dot: GoValue, { value: receiver, type }: { readonly value: GoValue; readonly type: string }, name: string, node: ArgumentNode, args: readonly ArgumentNode[], final: Piped): GoValue {
    if (receiver === undefined) return undefined;
    if (receiver === null) return this.fail(`nil pointer evaluating interface {}.${name}`);
    const method = receiver instanceof GoObject || receiver instanceof GoMap || receiver instanceof GoSlice ? receiver.method(name) : undefined;
    if (method) return this.call(dot, method, node, name, args, final);
    const hasArguments = args.length > 0 || final !== NOTHING;
    if (receiver instanceof GoObject) {
      const field = receiver.field(name);
      if (field) {
        if (hasArguments) this.fail(`${name} has arguments but cannot be invoked as function`);
        return field.value;
      }
    }
    if (receiver instanceof GoMap) {
      if (hasArguments) this.fail(`${name} is not a method but has arguments`);
      return receiver.get(name);
    }
    return this.fail(`can't evaluate field ${name} in type ${type}`);
  }

  private call(dot: GoValue, called: GoFunction, node: ArgumentNode | CommandNode, name: string, args: readonly ArgumentNode[], final: Piped): GoValue {
    const { params, variadic } = called;
    const count = args.length + (final === NOTHING ? 0 : 1);
    if (variadic !== undefined && count < params.length) this.fail(`wrong number of args for ${name}: want at least ${params.length} got ${args.length}`);
    if (variadic === undefined && count !== params.length) this.fail(`wrong number of args for ${name}: want ${params.length} got ${count}`);
    const typeOf = (index: number): GoType => params[index] ?? variadic ?? 'any';
    if ((node.kind === 'identifier' || node.kind === 'command') && (name === 'and' || name === 'or')) return this.shortCircuit(dot, name, args, final);
    const values = args.map((arg, index) => this.argument(dot, typeOf(index), arg));
    if (final !== NOTHING) values.push(this.assignable(final, typeOf(values.length)));
    try {
      return called.call(values, this.input.environment);
    } catch (error) {
      if (error instanceof Suspension) throw error;
      this.at(node);
      return this.fail(`error calling ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private shortCircuit(dot: GoValue, name: 'and' | 'or', args: readonly ArgumentNode[], final: Piped): GoValue {
    let value: GoValue;
    for (const arg of args) {
      value = this.argument(dot, 'any', arg);
      if (isTrue(value) === (name === 'or')) return value;
    }
    return final === NOTHING ? value : final;
  }

  private argument(dot: GoValue, type: GoType, node: ArgumentNode): GoValue {
    this.at(node);
    switch (node.kind) {
      case 'dot':
        return this.assignable(dot, type);
      case 'nil':
        return canBeNil(type) ? null : this.fail(`cannot assign nil to ${type}`);
      case 'pipe':
        return this.assignable(this.pipeline(dot, node), type);
      case 'field':
      case 'chain':
      case 'variable':
      case 'identifier':
        return this.assignable(this.reference(dot, node, [], NOTHING), type);
      default:
        return this.constant(dot, type, node);
    }
  }

  private constant(dot: GoValue, type: GoType, node: Extract<ArgumentNode, { kind: 'bool' | 'number' | 'string' }>): GoValue {
    switch (type) {
      case 'any':
      case 'reflect.Value':
        return this.literal(dot, node);
      case 'string':
        return node.kind === 'string' ? node.value : this.fail(`expected string; found ${printNode(node)}`);
      case 'bool':
        return node.kind === 'bool' ? node.value : this.fail(`expected bool; found ${printNode(node)}`);
      case 'float64':
        return node.kind === 'number' && node.float !== undefined ? node.float : this.fail(`expected float; found ${printNode(node)}`);
      case 'int':
      case 'int64':
      case 'time.Duration':
        return node.kind === 'number' && node.int !== undefined ? node.int : this.fail(`expected integer; found ${printNode(node)}`);
      default:
        return this.fail(`can't handle ${printNode(node)} for arg of type ${type}`);
    }
  }

  private assignable(value: GoValue, type: GoType): GoValue {
    if (type === 'any' || type === 'reflect.Value') return value;
    if (value === undefined || value === null) return canBeNil(type) ? null : this.fail(`invalid value; expected ${type}`);
    const own = typeName(value);
    if (own === type || (value instanceof GoObject && value.elementType === type)) return value;
    return this.fail(`wrong type for value; expected ${type}; got ${own}`);
  }
}

const canBeNil = (type: GoType): boolean => type === 'any' || type === 'reflect.Value' || /^(\*|\[\]|map\[)/.test(type) || type === 'template.queryResult';
