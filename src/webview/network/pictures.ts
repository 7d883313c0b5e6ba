/** What the pictures of a large network share: how large they are, and what the mouse is on. */

import { signal } from '@preact/signals';
import { width } from '../layout';
import { session } from '../store';
import { HEATMAP_ABOVE } from './geometry';

/** What the mouse is on, in words. */
export const pointed = signal('');

/** Sides of the pictures in pixels: as large as fits, down to what can still be pointed at. */
export const MATRIX = 150;
export const LAYER = 132;
const BARS = 112;
const GAP = 14;
const SMALLEST = 0.6;

/** The share of their size that the pictures of all layers have beside each other. */
export function pictureScale(): number {
  const { layers, inputs } = session.value!;
  const sides = [inputs.length, ...layers.map(({ units }) => units)].map((count) => count > HEATMAP_ABOVE);
  const bars = sides.filter((isPicture) => !isPicture).length * BARS;
  const pictures = sides.filter((isPicture) => isPicture).length * LAYER + layers.length * MATRIX;
  // Beside the chain rule, the network has 1.75 parts of 2.75.
  const room = window.innerWidth * (width.value === 'wide' ? 1.75 / 2.75 : 1) - 24 - 2 * GAP * layers.length - bars;
  return Math.max(SMALLEST, Math.min(1, room / pictures));
}
