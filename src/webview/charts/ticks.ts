/** Round numbers for axes. */

import { superscript } from '../../explain/numbers';

const MINUS = '−';

/** The round step (1, 2 or 5 times a power of ten) that cuts a span into at most `count` parts. */
export function niceStep(span: number, count: number): number {
  if (!(span > 0) || !Number.isFinite(span)) return 1;
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

export interface Ticks {
  readonly values: readonly number[];
  readonly labels: readonly string[];
}

/** Round values within [low, high] with labels of equal decimals. */
export function ticks(low: number, high: number, count: number): Ticks {
  const step = niceStep(high - low, count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const values = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * step);
  return { values, labels: values.map((value) => label(value, step)) };
}

function label(value: number, step: number): string {
  const largest = Math.max(Math.abs(value), step);
  if (largest >= 1e5 || step < 1e-4) {
    return value === 0 ? '0' : powerLabel(value);
  }
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

/** `−5·10¹⁵³`, `10⁶`: as short as a round number can be. */
export function powerLabel(value: number): string {
  const [mantissa, exponent] = Math.abs(value).toExponential(1).replace('.0', '').split('e');
  const times = mantissa === '1' ? '' : `${mantissa}·`;
  return `${value < 0 ? MINUS : ''}${times}10${superscript(Number(exponent))}`;
}

/** Updates at which the time axis is labelled: 0, round numbers, and the last one. */
export function indexTicks(last: number, count = 4): number[] {
  const step = Math.max(1, niceStep(last, count));
  const values: number[] = [];
  for (let value = 0; value <= last - step / 2; value += step) values.push(Math.round(value));
  return [...values, last];
}

/** Powers of ten for a logarithmic axis between two exponents, at most `count`. */
export function powerTicks(lowExponent: number, highExponent: number, count: number): number[] {
  const step = Math.max(1, Math.ceil((highExponent - lowExponent) / count));
  const first = Math.ceil(lowExponent / step - 1e-9) * step;
  const values: number[] = [];
  for (let exponent = first; exponent <= highExponent + 1e-9; exponent += step)
    values.push(exponent === 0 ? 0 : exponent);
  return values;
}

/** The width in pixels that labels of an axis need, with a little room; 30 at least. */
export function labelWidth(labels: readonly string[]): number {
  return Math.max(30, 10 + 6.4 * Math.max(0, ...labels.map((text) => text.length)));
}
