/** A breakpoint on a value: it changes, it changes its sign, or a condition on it begins to hold. */

import type { Setup } from '../../core/setup';
import { formatNumber, type NumberFormat } from '../../explain/numbers';
import type { Moment } from '../../training/breakpoints/moment';
import { compileCondition, compileExpression } from '../../training/expressions/compileExpression';
import type { Expression, ExpressionScope } from '../../training/expressions/expression';
import { HitCounter } from './hitCondition';
import { lastOperation } from './operations';
import type { Hit, Watch } from './watch';

/** Plain data, so that it can go to a worker. */
export interface DataSpec {
  readonly kind: 'data';
  readonly id: number;
  readonly name: string;
  readonly given: { readonly condition?: string | undefined; readonly hitCondition?: string | undefined };
  readonly format: NumberFormat;
}

/** Whether it stops where a value has gone from one to the next. */
type Rule = (before: number, now: number, scope: ExpressionScope) => boolean;

/** The words that stand for more than an expression can say. */
const CHANGES_SIGN = /^changes? (its )?sign$/i;

export class DataBreakpoint implements Watch {
  readonly #id: number;
  readonly #name: string;
  readonly #expression: Expression;
  readonly #rule: Rule;
  readonly hitCounter: HitCounter;
  readonly #setup: Setup;
  readonly #format: NumberFormat;
  #before: number | undefined;
  #held: boolean | undefined;

  /** @throws Error where the name has no number, or what was given makes no sense in this setup */
  constructor({ id, name, given, format }: DataSpec, setup: Setup) {
    this.#id = id;
    this.#name = name;
    this.#setup = setup;
    this.#format = format;
    this.#expression = compileExpression(name, setup);
    if (this.#expression.kind !== 'number') throw new Error(`${name} is not a single number.`);
    this.hitCounter = new HitCounter(given.hitCondition);
    this.#rule = this.#ruleOf(given.condition?.trim() ?? '');
  }

  begin(): void {
    this.#before = undefined;
    this.#held = undefined;
  }

  hits(moment: Moment): Hit[] {
    const hits: Hit[] = [];
    for (const operation of this.#places(moment)) {
      const now = this.#expression.evaluate(moment) as number;
      const before = this.#before;
      this.#before = now;
      const first = before === undefined;
      const stops = this.#rule(before ?? now, now, moment);
      if (stops && !first) hits.push({ operation, reason: this.#reason(before, now) });
    }
    return hits;
  }

  /** Where the value is there anew, moving on to each. */
  *#places(moment: Moment): Generator<number> {
    const { readyAfter, readsSampleDerivatives } = this.#expression;
    if (readyAfter < 0) {
      yield placeInUpdate(this.#name, this.#setup, moment);
      return;
    }
    for (let position = 0; position < moment.rows.length; position++) {
      moment.moveToSample(position, readsSampleDerivatives);
      yield position * moment.layout.perSample + readyAfter;
    }
  }

  #ruleOf(condition: string): Rule {
    if (condition === '') return (before, now) => !Object.is(before, now);
    if (CHANGES_SIGN.test(condition)) return (before, now) => before * now < 0 || (before !== 0 && now === 0);
    // `> 2.5` is about the value itself.
    const written = /^(<|>|=|!)/.test(condition) ? `${this.#name} ${condition}` : condition;
    const { evaluate } = compileCondition(written, this.#setup);
    return (_before, _now, scope) => {
      const held = this.#held;
      this.#held = evaluate(scope);
      return this.#held && held === false;
    };
  }

  #reason(before: number, now: number): Hit['reason'] {
    const text = `${this.#name}: ${formatNumber(before, this.#format)} → ${formatNumber(now, this.#format)}`;
    return { reason: 'data breakpoint', description: `Paused on ${text}`, text, ids: [this.#id] };
  }
}

/**
 * A parameter has its new value at the start of the next update; its derivative when the last sample has added to it;
 * the loss when its last term is there.
 */
function placeInUpdate(name: string, { network }: Setup, moment: Moment): number {
  const under = /^d[^/]+\/d(.+)$/.exec(name)?.[1];
  const parameter = under === undefined ? undefined : network.parameterByName(under);
  if (parameter) return lastOperation(moment, { ...parameter, kind: 'contribution' });
  const isOfUpdate =
    network.parameterByName(name) !== undefined || /^(update|epoch|batch|learning ?[rR]ate)$/.test(name);
  if (isOfUpdate) return -1;
  return lastOperation(moment, { kind: 'lossTerm', layer: -1, neuron: network.lastLayer.units - 1, input: -1 });
}
