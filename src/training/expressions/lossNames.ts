/** What an expression may call the loss: its short name, its name in the file, `loss` and `L`. */

import { losses } from '../../core/losses';
import type { LossName } from '../../core/names';

/** Names of whatever loss the network has. */
const general: readonly string[] = ['loss', 'L'];

/** The names of a loss, the leading one first: `SSR`, `ssr`, `loss`, `L`. */
export function lossNames(loss: LossName): readonly string[] {
  return [losses[loss].short, loss, ...general];
}

const all: ReadonlySet<string> = new Set((Object.keys(losses) as LossName[]).flatMap(lossNames));

/** Whether some network's loss is called that: then `dMSE/dw3` is a derivative, if not one of this network. */
export function namesSomeLoss(name: string): boolean {
  return all.has(name);
}
