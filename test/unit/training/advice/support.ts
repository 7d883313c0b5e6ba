/** Networks to be advised on: the article's with things changed, and what is said about them. */

import { ok } from 'node:assert/strict';
import type { Setup } from '../../../../src/core/setup';
import type { LoadedNetwork } from '../../../../src/document/loadSetup';
import {
  type Advice,
  type Advised,
  adviceFor,
  adviceNames,
  type AdviceName,
} from '../../../../src/training/advice/advice';
import { load } from '../../document/support';

export interface Change {
  readonly [property: string]: unknown;
}

/** A network with its data inside; what is given replaces what the article has. */
export function networkText(change: Change = {}): string {
  return JSON.stringify(
    {
      dataset: {
        columns: ['dose', 'effectiveness'],
        rows: [
          [0, 0],
          [0.5, 1],
          [1, 0],
        ],
      },
      inputs: ['dose'],
      outputs: ['effectiveness'],
      layers: [
        { activation: 'softplus', weights: [[3.34], [-3.53]], biases: [-1.43, 0.57] },
        { activation: 'identity', weights: [[0.36, 0.63]], biases: [0] },
      ],
      loss: 'ssr',
      optimizer: { type: 'gradientDescent', learningRate: 0.05 },
      ...change,
    },
    null,
    2,
  );
}

export async function advised(text: string): Promise<Advised & { loaded: LoadedNetwork; setup: Setup }> {
  const loaded = await load(text);
  ok(loaded.setup, loaded.problems.map(({ message }) => message).join('\n'));
  return { setup: loaded.setup, loaded };
}

export async function adviceOf(text: string, only: readonly AdviceName[] = adviceNames): Promise<Advice[]> {
  return [...adviceFor(await advised(text), (name) => only.includes(name))].flat();
}

/** The result of work that is done in parts. */
export function finished<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const part = work.next();
    if (part.done) return part.value;
  }
}
