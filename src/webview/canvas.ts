/** Pictures of numbers: a grid of values in the two colours of sign, or of classes, on a canvas. */

export type Colour = readonly [number, number, number];

/** A CSS colour as the page resolves it. */
export function cssColour(variable: string, element: Element): Colour {
  const probe = document.createElement('span');
  probe.style.color = `var(${variable})`;
  element.append(probe);
  const text = getComputedStyle(probe).color;
  probe.remove();
  const [r = 128, g = 128, b = 128] = [...text.matchAll(/[\d.]+/g)].map(([part]) => Number(part));
  // color-mix resolves to `color(srgb 0.6 0.6 0.6)`.
  return text.startsWith('color(') ? [r * 255, g * 255, b * 255] : [r, g, b];
}

export const mix = (from: Colour, to: Colour, share: number): Colour => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];

/** Draws columns × rows cells, row-major from the top, one pixel each; CSS stretches them without blurring. */
export function paint(
  canvas: HTMLCanvasElement,
  columns: number,
  rows: number,
  colourAt: (index: number) => Colour,
): void {
  const context = canvas.getContext('2d');
  if (!context || columns === 0 || rows === 0) return;
  canvas.width = columns;
  canvas.height = rows;
  const image = context.createImageData(columns, rows);
  for (let index = 0; index < columns * rows; index++) {
    const [r, g, b] = colourAt(index);
    image.data[4 * index] = r;
    image.data[4 * index + 1] = g;
    image.data[4 * index + 2] = b;
    image.data[4 * index + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

/** The largest size among finite numbers; 1 where all are 0. */
export function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let index = 0; index < values.length; index++) {
    const size = Math.abs(values[index]);
    if (Number.isFinite(size) && size > most) most = size;
  }
  return most || 1;
}
