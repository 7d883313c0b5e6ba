/** Rectangles that must not cover each other. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The area that a box shares with others, each widened by `margin`. */
export function overlap(box: Box, others: readonly Box[], margin = 0): number {
  let area = 0;
  for (const other of others) {
    const width = Math.min(box.x + box.width, other.x + other.width + margin) - Math.max(box.x, other.x - margin);
    const height = Math.min(box.y + box.height, other.y + other.height + margin) - Math.max(box.y, other.y - margin);
    if (width > 0 && height > 0) area += width * height;
  }
  return area;
}

/** The first candidate that covers nothing; where there is none, the one that covers least. */
export function placeFree(candidates: readonly Box[], taken: readonly Box[], margin = 0): Box {
  let best = candidates[0];
  let least = Infinity;
  for (const candidate of candidates) {
    const area = overlap(candidate, taken, margin);
    if (area === 0) return candidate;
    if (area < least) [best, least] = [candidate, area];
  }
  return best;
}
