/** Whether `trainable` names parameters that there are. */

import type { Network } from '../../core/network';
import { isArray, itemAt, itemCount, propertyOf } from '../json/tree';
import type { Outline } from '../outline';
import type { Problems } from '../problems';
import { quote } from '../words';

/** Up to this many names of a kind are listed one by one. */
const NAMES_LISTED = 12;

export function checkTrainable(outline: Outline, network: Network, problems: Problems): void {
  const list = propertyOf(outline.root, 'trainable')?.value;
  if (!isArray(list)) return;
  if (itemCount(list) === 0) {
    problems.warning('trainable-empty', "'trainable' is empty: training would move nothing.", list, {
      path: ['trainable'],
    });
  }
  const seen = new Map<number, string>();
  for (let index = 0; index < itemCount(list); index++) {
    const node = itemAt(list, index);
    if (node?.type !== 'string' || node.value === '') continue;
    const path = ['trainable', index];
    const parameter = network.parameterByName(node.value);
    if (!parameter) {
      const meant = meantName(node.value, network);
      const hint = meant ? ` Did you mean '${meant}'?` : '';
      const message = `There is no parameter ${quote(node.value)}: the network has ${namesOf(network)}.${hint}`;
      const fix = meant
        ? { title: `Change to '${meant}'`, edits: [{ offset: node.offset, length: node.length, text: `"${meant}"` }] }
        : undefined;
      problems.error('unknown-parameter', message, node, { path, fix });
      continue;
    }
    if (seen.has(parameter.offset)) {
      problems.warning('trainable-twice', `${quote(node.value)} stands in 'trainable' twice.`, node, { path });
    }
    seen.set(parameter.offset, node.value);
  }
}

/** Only case and separators are corrected (`W3`, `w_3`): which other number was meant cannot be known. */
function meantName(found: string, network: Network): string | undefined {
  const counted = /^(w|b|weight|bias)[_\-\s]*0*([1-9]\d*)$/i.exec(found);
  if (!counted) return undefined;
  const name = `${counted[1][0].toLowerCase()}${counted[2]}`;
  return network.parameterByName(name) ? name : undefined;
}

/** `the weights w1, w2, w3, w4 and the biases b1, b2, b3`. */
export function namesOf(network: Network): string {
  const weights = namesOfKind('weight', 'w', network.weightCount);
  if (network.biasCount === 0) return `${weights} and no biases`;
  return `${weights} and ${namesOfKind('bias', 'b', network.biasCount)}`;
}

function namesOfKind(kind: string, letter: string, count: number): string {
  if (count === 1) return `the ${kind} ${letter}1`;
  const plural = kind === 'bias' ? 'biases' : 'weights';
  if (count > NAMES_LISTED) return `the ${plural} ${letter}1 to ${letter}${count}`;
  return `the ${plural} ${Array.from({ length: count }, (_, index) => `${letter}${index + 1}`).join(', ')}`;
}
