/** Series to the points of a polyline in a frame of 1000 × 100 that is stretched to the chart. */

export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

export const WIDTH = 1000;
export const HEIGHT = 100;

const short = (value: number): string => String(Math.round(value * 100) / 100);

export function atX(x: number, { left, right }: Frame): number {
  return right === left ? 0 : ((x - left) / (right - left)) * WIDTH;
}

export function atY(y: number, { bottom, top }: Frame): number {
  return top === bottom ? HEIGHT : HEIGHT - ((y - bottom) / (top - bottom)) * HEIGHT;
}

/** `x,y x,y …`; what is not a number is left out. */
export function linePoints(x: ArrayLike<number>, y: ArrayLike<number>, frame: Frame): string {
  const points: string[] = [];
  for (let index = 0; index < x.length; index++) {
    if (!Number.isFinite(y[index])) continue;
    points.push(`${short(atX(x[index], frame))},${short(atY(y[index], frame))}`);
  }
  return points.join(' ');
}

/** The same line closed along the bottom. */
export function areaPoints(x: ArrayLike<number>, y: ArrayLike<number>, frame: Frame): string {
  const line = linePoints(x, y, frame);
  if (line === '') return '';
  const first = line.slice(0, line.indexOf(','));
  const last = line.slice(line.lastIndexOf(' ') + 1).split(',')[0];
  return `${first},${HEIGHT} ${line} ${last},${HEIGHT}`;
}

/** The index of the value nearest to `wanted` in rising numbers; −1 where there are none. */
export function nearestIndex(rising: ArrayLike<number>, wanted: number): number {
  let low = 0;
  let high = rising.length - 1;
  if (high < 0) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (rising[middle] <= wanted) low = middle;
    else high = middle;
  }
  return wanted - rising[low] <= rising[high] - wanted ? low : high;
}

/** The last value at or before `x` of a series that goes on as it was; NaN before its first. */
export function valueAt(xs: ArrayLike<number>, ys: ArrayLike<number>, x: number): number {
  const index = nearestIndex(xs, x);
  return index < 0 ? NaN : ys[index];
}

/** Smallest and largest finite value of several series; null where there is none. */
export function extent(series: Iterable<ArrayLike<number>>): { low: number; high: number } | null {
  let low = Infinity;
  let high = -Infinity;
  for (const values of series) {
    for (let index = 0; index < values.length; index++) {
      const value = values[index];
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? { low, high } : null;
}
