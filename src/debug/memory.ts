/** What the numbers were at the last stop, so that what has changed since can be seen. */

import { losses } from '../core/losses';
import type { Here } from './here';
import { type Children, type Shown, type Writer } from './variables';

interface Stop {
  readonly update: number;
  readonly operation: number;
  /** Never written to. */
  readonly parameters: Float64Array;
  readonly loss: number;
  readonly learningRate: number;
}

export class Memory {
  #last: Stop | null = null;
  #current: Stop | null = null;

  /** A new stop: what was the current one is now the last. */
  take({ position, current }: Here): void {
    this.#last = this.#current;
    const { parameters, optimizer } = current.state;
    const { learningRate } = optimizer.settings;
    this.#current = { ...position, parameters, loss: current.loss, learningRate };
  }

  /** Parameters, loss and learning rate that have changed, and what was computed since within the same update. */
  changes(here: Here, write: Writer): Children {
    const last = this.#last;
    if (!last) return {};
    const { network, current, position } = here;
    const { parameters, optimizer } = current.state;
    const changed: number[] = [];
    for (let i = 0; i < parameters.length; i++) if (!Object.is(parameters[i], last.parameters[i])) changed.push(i);
    const single = [
      change(losses[network.loss].short, last.loss, current.loss, write),
      change('learning rate', last.learningRate, optimizer.settings.learningRate, write),
    ].flatMap((one) => one ?? []);
    const from = last.update === position.update ? last.operation + 1 : 0;
    const computed = Math.max(0, position.operation + 1 - from);
    const at = (index: number): Shown => {
      if (index < single.length) return single[index];
      const rank = index - single.length;
      if (rank < changed.length) {
        const offset = changed[rank];
        const name = network.displayName(network.parameterAt(offset));
        return change(name, last.parameters[offset], parameters[offset], write)!;
      }
      const { target, value, total } = here.tape.operation(from + rank - changed.length);
      return write.number(target, total ?? value);
    };
    return { indexed: { count: single.length + changed.length + computed, at } };
  }
}

function change(name: string, before: number, now: number, write: Writer): Shown | null {
  if (Object.is(before, now)) return null;
  return write.text(name, `${write.number(name, before).value} → ${write.number(name, now).value}`);
}
