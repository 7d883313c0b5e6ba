/** What the Variables view shows: numbers, texts and arrays, whose parts are made only when they are unfolded. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { formatNumber, type NumberFormat } from '../explain/numbers';

export interface Shown {
  readonly name: string;
  readonly value: string;
  readonly children?: Children;
  /** The expression that gives it. */
  readonly evaluateName?: string;
  readonly hint?: Dap.VariablePresentationHint;
  /** Whether the value is one: the client colours it. */
  readonly type?: 'number' | 'boolean';
  /** Makes it another number. */
  readonly set?: (value: number) => Promise<unknown>;
}

/** Named parts, numbered ones, or both; only the numbered ones that are looked at are made. */
export interface Children {
  readonly named?: () => readonly Shown[] | Promise<readonly Shown[]>;
  readonly indexed?: { readonly count: number; readonly at: (index: number) => Shown };
}

const readOnly: Dap.VariablePresentationHint = { kind: 'data', attributes: ['readOnly'] };

/** What is not computed yet at this place. */
export const NOT_YET = '–';

/** So many numbers of an array are seen before it is unfolded. */
const PREVIEWED = 3;

type Options = Partial<Omit<Shown, 'name'>>;

export class Writer {
  constructor(readonly format: NumberFormat) {}

  number(name: string, value: number, options: Options = {}): Shown {
    const shown = { name, value: formatNumber(value, this.format), type: 'number' } as const;
    return { ...shown, ...(!options.set && { hint: readOnly }), ...options };
  }

  /** A number where it is computed already. */
  numberIf(reached: boolean, name: string, value: number, options: Options = {}): Shown {
    return reached ? this.number(name, value, options) : { name, value: NOT_YET, hint: readOnly, ...options };
  }

  text(name: string, value: string, options: Options = {}): Shown {
    return { name, value, hint: readOnly, ...options };
  }

  /** Asked for only when a person wants it, as it takes its time. */
  lazy(name: string, compute: () => Shown | Promise<Shown>): Shown {
    const hint = { ...readOnly, lazy: true };
    return { name, value: '', hint, children: { named: async () => [await compute()] } };
  }

  array(name: string, count: number, at: (index: number) => Shown, options: Options = {}): Shown {
    const first = Array.from({ length: Math.min(PREVIEWED, count) }, (_, index) => at(index).value);
    const value = `(${count}) [${[...first, ...(count > PREVIEWED ? ['…'] : [])].join(', ')}]`;
    return { name, value, children: { indexed: { count, at } }, hint: readOnly, ...options };
  }

  group(name: string, value: string, named: () => readonly Shown[] | Promise<readonly Shown[]>): Shown {
    return { name, value, children: { named }, hint: readOnly };
  }
}

/** The references by which the client asks for parts: valid until the session moves. */
export class References {
  readonly #children = new Map<number, Children>();
  readonly #typed: boolean;
  #last = 0;

  /** @param typed whether the client wants to be told of types */
  constructor(typed: boolean) {
    this.#typed = typed;
  }

  add(children: Children): number {
    this.#children.set(++this.#last, children);
    return this.#last;
  }

  get(reference: number): Children | undefined {
    return this.#children.get(reference);
  }

  clear(): void {
    this.#children.clear();
  }

  /** As the protocol wants it. */
  variable(shown: Shown): Dap.Variable {
    const { name, value, children, evaluateName, hint } = shown;
    return {
      name,
      value,
      ...this.type(shown),
      ...this.parts(children),
      ...(evaluateName && { evaluateName }),
      ...(hint && { presentationHint: hint }),
    };
  }

  type({ type }: Shown): Pick<Dap.Variable, 'type'> {
    return this.#typed && type ? { type } : {};
  }

  parts(
    children: Children | undefined,
  ): Pick<Dap.Variable, 'variablesReference' | 'indexedVariables' | 'namedVariables'> {
    if (!children) return { variablesReference: 0 };
    const { indexed } = children;
    return { variablesReference: this.add(children), ...(indexed && { indexedVariables: indexed.count }) };
  }

  /** The parts asked for; none where the session has moved meanwhile. */
  async list({ variablesReference, filter, start = 0, count = 0 }: Dap.VariablesArguments): Promise<Shown[]> {
    const children = this.#children.get(variablesReference);
    const named = filter === 'indexed' ? [] : ((await children?.named?.()) ?? []);
    const { indexed } = children ?? {};
    if (!indexed || filter === 'named') return [...named];
    const to = count > 0 ? Math.min(start + count, indexed.count) : indexed.count;
    return [...named, ...Array.from({ length: Math.max(0, to - start) }, (_, i) => indexed.at(start + i))];
  }

  /** A part by its name. */
  async find(variablesReference: number, name: string): Promise<Shown | undefined> {
    const children = this.#children.get(variablesReference);
    const named = (await children?.named?.())?.find((shown) => shown.name === name);
    if (named || !children?.indexed) return named;
    for (let index = 0; index < children.indexed.count; index++) {
      const shown = children.indexed.at(index);
      if (shown.name === name) return shown;
    }
    return undefined;
  }
}
