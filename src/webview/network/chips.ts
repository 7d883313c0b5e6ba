/** Where the numbers on the way back stand: beside their arrows, on nothing else; a badge alone where there is no more room. */

import { overlap, type Box } from './boxes';
import { pointOn, type Curve } from './curves';

export interface Chip extends Box {
  /** Without room for the number, the chip is its badge. */
  readonly withNumber: boolean;
}

export interface Surroundings {
  /** What a chip may not touch. */
  readonly solid: readonly Box[];
  /** What it should rather not cover: other arrows, edges. */
  readonly soft: readonly Box[];
  readonly width: number;
  readonly height: number;
}

const HEIGHT = 18;
const BADGE = 15;
/** Between a chip and what stands there already. */
const MARGIN = 2;

/** As wide as its number, which is written with 6.9 units a character, and its badge. */
export const chipWidth = (characters: number, letter: string): number => 24 + characters * 6.9 + (letter ? 7 : 0);

/** Places along the arrow, the best first, and how far from it a chip may stand. */
const ALONG = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8] as const;
const APART = [14, 20, 28, 38, 50, 66] as const;

/** The free place that lies nearest and covers the fewest lines; null where not even the badge finds one. */
export function placeChip(curve: Curve, width: number, letter: string, around: Surroundings): Chip | null {
  const badge = BADGE + (letter ? 3 : 0);
  return best(curve, width, HEIGHT, around, true) ?? best(curve, badge, BADGE, around, false);
}

function best(curve: Curve, width: number, height: number, around: Surroundings, withNumber: boolean): Chip | null {
  let chosen: Chip | null = null;
  let least = Infinity;
  for (const t of ALONG) {
    const { x, y } = pointOn(curve, t);
    for (const { dx, dy, cost } of offsets(width, height)) {
      const box = { x: x + dx - width / 2, y: y + dy - height / 2, width, height };
      // As long as nothing nearer can come, the lines below need not be counted.
      const far = cost + 30 * Math.abs(t - 0.5);
      if (far >= least || leaves(box, around) || overlap(box, around.solid, MARGIN) > 0) continue;
      const total = far + 0.4 * overlap(box, around.soft);
      if (total < least) [least, chosen] = [total, { ...box, withNumber }];
    }
  }
  return chosen;
}

const leaves = (box: Box, { width, height }: Surroundings): boolean =>
  box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height;

/** From a point of the arrow to the chip's centre: below is best, then above, then beside, and on the arrow last. */
function offsets(width: number, height: number): { dx: number; dy: number; cost: number }[] {
  const beside = APART.flatMap((apart) => {
    const below = apart + (height - HEIGHT) / 2;
    const aside = apart + width / 2 - 10;
    return [
      { dx: 0, dy: below, cost: apart },
      { dx: 0, dy: -below, cost: apart + 6 },
      { dx: -aside, dy: below / 2, cost: apart + 4 },
      { dx: aside, dy: below / 2, cost: apart + 4 },
      { dx: -aside, dy: 0, cost: apart + 5 },
      { dx: aside, dy: 0, cost: apart + 5 },
      { dx: -aside, dy: -below / 2, cost: apart + 8 },
      { dx: aside, dy: -below / 2, cost: apart + 8 },
    ];
  });
  return [...beside, { dx: 0, dy: 0, cost: 40 }];
}
