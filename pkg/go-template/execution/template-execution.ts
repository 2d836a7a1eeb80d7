import { quote } from '#pkg/promql';
import type { ListNode, RangeNode, StatementNode } from '../parsing/template-node.ts';
import { printValue } from '../values/go-printf.ts';
import { GoMap, GoObject, GoSlice, type GoValue, isTrue } from '../values/go-value.ts';
import { ExpressionEvaluation } from './expression-evaluation.ts';

/** Carries out a template over data. */
export class TemplateExecution extends ExpressionEvaluation {
  run(): string {
    const root = this.input.templates.get(this.input.name);
    if (root) this.walkList(this.data, root);
    return this.written;
  }

  /** Gives `break` or `continue` when that is how it ended. */
  private walkList(dot: GoValue, list: ListNode): 'break' | 'continue' | undefined {
    for (const statement of list.statements) {
      const jump = this.walk(dot, statement);
      if (jump) return jump;
    }
    return undefined;
  }

  private walk(dot: GoValue, node: StatementNode): 'break' | 'continue' | undefined {
    this.at(node);
    switch (node.kind) {
      case 'text':
        this.input.html?.literal(node.text);
        this.write(node.text);
        return undefined;
      case 'action': {
        const value = this.pipeline(dot, node.pipe);
        if (node.pipe.variables.length === 0) {
          this.at(node);
          this.write(this.printed(value));
        }
        return undefined;
      }
      case 'break':
      case 'continue':
        return node.kind;
      case 'if':
      case 'with': {
        const mark = this.scope.variables.length;
        const value = this.pipeline(dot, node.pipe);
        const jump = isTrue(value) ? this.walkList(node.kind === 'with' ? value : dot, node.list) : node.otherwise ? this.walkList(dot, node.otherwise) : undefined;
        this.scope.variables.length = mark;
        return jump;
      }
      case 'range':
        return this.walkRange(dot, node);
      case 'template':
        this.walkTemplate(dot, node);
        return undefined;
    }
  }

  private printed(value: GoValue): string {
    const { html } = this.input;
    const text = value === undefined || value === null ? '<no value>' : printValue(value);
    if (!html) return text;
    const escaped = html.escape(text, value instanceof GoObject ? value.typeName : undefined);
    return 'problem' in escaped ? this.fail(escaped.problem) : escaped.text;
  }

  private walkRange(dot: GoValue, node: RangeNode): 'break' | 'continue' | undefined {
    const outer = this.scope.variables.length;
    const value = this.pipeline(dot, node.pipe);
    const { variables, assigns } = node.pipe;
    const mark = this.scope.variables.length;
    let ran = false;
    let jump: 'break' | 'continue' | undefined;
    for (const [index, element] of this.elementsOf(value, variables.length)) {
      ran = true;
      const values = variables.length > 1 ? [index, element] : [element];
      variables.forEach((name, i) => {
        if (assigns) this.assign(name, values[i]);
        else {
          const variable = this.scope.variables[mark - variables.length + i];
          if (variable) variable.value = values[i];
        }
      });
      jump = this.walkList(element, node.list);
      this.scope.variables.length = mark;
      if (jump === 'break') break;
    }
    jump = !ran && node.otherwise ? this.walkList(dot, node.otherwise) : undefined;
    this.scope.variables.length = outer;
    return jump;
  }

  private *elementsOf(value: GoValue, variables: number): Generator<[GoValue, GoValue]> {
    if (value === undefined || value === null) return;
    if (typeof value === 'bigint') {
      if (variables > 1) this.fail(`can't use ${value} to iterate over more than one variable`);
      for (let i = 0n; i < value; i += 1n) yield [undefined, i];
    } else if (value instanceof GoSlice) {
      for (const [index, item] of value.items.entries()) yield [BigInt(index), item];
    } else if (value instanceof GoMap) yield* value.sorted();
    else this.fail(`range can't iterate over ${printValue(value)}`);
  }

  private walkTemplate(dot: GoValue, node: Extract<StatementNode, { kind: 'template' }>): void {
    const list = this.input.templates.get(node.name);
    if (!list) this.fail(`template ${quote(node.name)} not defined`);
    if (this.scope.depth === this.input.limits.maxDepth) this.fail(`exceeded maximum template depth (${this.input.limits.maxDepth})`);
    const value = node.pipe ? this.pipeline(dot, node.pipe) : undefined;
    const outer = this.scope;
    this.scope = { template: node.name, source: list.source ?? outer.source, depth: outer.depth + 1, variables: [{ name: '$', value }] };
    this.walkList(value, list);
    this.scope = outer;
  }
}
