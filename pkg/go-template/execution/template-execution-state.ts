import { quote } from '#pkg/promql';
import type { TemplateSet } from '../parsing/template-parser.ts';
import { type ArgumentNode, type CommandNode, printNode, type StatementNode, type TemplateSource } from '../parsing/template-node.ts';
import type { HtmlEscaper } from './html-escaper.ts';
import { TemplateError } from '../template-error.ts';
import { type GoFunction, type GoValue, type TemplateEnvironment, utf8 } from '../values/go-value.ts';
import type { TemplateLimits } from './template-limits.ts';

/** Everything that carrying out a template needs. */
export interface ExecutionInput {
  readonly name: string;
  readonly text: string;
  readonly templates: TemplateSet;
  readonly functions: ReadonlyMap<string, GoFunction>;
  readonly limits: TemplateLimits;
  readonly environment: TemplateEnvironment;
  /** Makes values fit for HTML; undefined: they are written as they are. */
  readonly html?: HtmlEscaper;
}

/** What one call of a template knows. */
interface Scope {
  readonly template: string;
  readonly source: TemplateSource;
  readonly depth: number;
  readonly variables: { readonly name: string; value: GoValue }[];
}

/** Where the execution of a template is, and what it has written. */
export class ExecutionState {
  protected scope: Scope;
  private readonly output: string[] = [];
  private size = 0;
  private steps = 0;
  private node: ArgumentNode | CommandNode | StatementNode | undefined;

  constructor(
    protected readonly input: ExecutionInput,
    protected readonly data: GoValue,
  ) {
    this.scope = { template: input.name, source: input, depth: 0, variables: [{ name: '$', value: data }] };
  }

  protected get written(): string {
    return this.output.join('');
  }

  protected fail(problem: string): never {
    const { template, source } = this.scope;
    if (!this.node) throw new TemplateError(`template: ${template}: ${problem}`);
    const before = source.text.slice(0, this.node.at);
    const line = before.split('\n').length;
    const column = utf8(before.slice(before.lastIndexOf('\n') + 1)).length;
    throw new TemplateError(`template: ${source.name}:${line}:${column}: executing ${quote(template)} at <${printNode(this.node)}>: ${problem}`);
  }

  protected write(text: string): void {
    this.size += text.length;
    if (this.size > this.input.limits.maxOutput) this.fail(`the result is longer than ${this.input.limits.maxOutput} characters`);
    this.output.push(text);
  }

  protected at(node: ArgumentNode | CommandNode | StatementNode): void {
    this.node = node;
    this.steps += 1;
    if (this.steps > this.input.limits.maxSteps) this.fail(`the template takes more than ${this.input.limits.maxSteps} steps`);
  }

  protected assign(name: string, value: GoValue): void {
    const variable = this.scope.variables.findLast((one) => one.name === name);
    if (!variable) this.fail(`undefined variable: ${name}`);
    variable.value = value;
  }
}
