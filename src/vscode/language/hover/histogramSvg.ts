/** A column's histogram as an SVG in one colour: bars over the range of numbers, or a bar for each category. */
import type { ColumnContents } from '../../../explain/column';
import { MOST_CATEGORIES } from '../../../explain/column';
import { briefNumber, type NumberFormat } from '../../../explain/numbers';

const WIDTH = 260;
/** Of the bars of numbers. */
const HEIGHT = 48;
const GAP = 2;
/** Of a line of text, or of a category. */
const LINE = 16;
const FONT_SIZE = 11;
/** Characters of a category's name; beside it stands its bar. */
const NAME = 14;
const NAME_WIDTH = 92;
const COUNT_WIDTH = 44;

interface Drawing {
  readonly height: number;
  readonly shapes: readonly string[];
}

/** null where there is nothing to be drawn: no number, no category. */
export function histogramSvg(column: ColumnContents, colour: string, format?: NumberFormat): string | null {
  const drawing = column.categories.length > 0 ? categoryBars(column) : numberBars(column, format);
  if (!drawing) return null;
  const { height, shapes } = drawing;
  const font = `font-family="system-ui, 'Segoe UI', Ubuntu, sans-serif" font-size="${FONT_SIZE}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" fill="${colour}" ${font}>${shapes.join('')}</svg>`;
}

/** Paler than the text, and still 3 : 1 against the hover in every theme. */
const bar = (x: number, y: number, width: number, height: number): string =>
  `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill-opacity="0.7"/>`;

const text = (x: number, y: number, words: string, anchor: 'start' | 'end' = 'start'): string =>
  `<text x="${short(x)}" y="${short(y)}" text-anchor="${anchor}">${escapeXml(words)}</text>`;

const short = (x: number): string => String(Number(x.toFixed(1)));

/** null also where all numbers are the same: one bar would say nothing. */
function numberBars({ spread, histogram }: ColumnContents, format?: NumberFormat): Drawing | null {
  if (!spread || histogram.length === 0 || spread.min === spread.max) return null;
  const most = Math.max(...histogram);
  const step = (WIDTH + GAP) / histogram.length;
  const bars = histogram.flatMap((times, index) => {
    // One of a million is still to be seen.
    const height = times === 0 ? 0 : Math.max(1, (times / most) * HEIGHT);
    return times === 0 ? [] : [bar(index * step, HEIGHT - height, step - GAP, height)];
  });
  const axis = `<rect x="0" y="${HEIGHT}" width="${WIDTH}" height="1"/>`;
  const ends = [
    text(0, HEIGHT + LINE - 2, briefNumber(spread.min, format)),
    text(WIDTH, HEIGHT + LINE - 2, briefNumber(spread.max, format), 'end'),
  ];
  return { height: HEIGHT + LINE + 2, shapes: [...bars, axis, ...ends] };
}

function categoryBars({ categories }: ColumnContents): Drawing {
  const shown = categories.slice(0, MOST_CATEGORIES);
  const most = Math.max(...shown.map(({ count }) => count));
  const room = WIDTH - NAME_WIDTH - COUNT_WIDTH;
  const shapes = shown.flatMap(({ name, count }, index) => {
    const baseline = index * LINE + LINE - 4;
    const width = Math.max(1, (count / most) * room);
    return [
      text(NAME_WIDTH - 6, baseline, shortened(name), 'end'),
      bar(NAME_WIDTH, index * LINE + 2, width, LINE - 4),
      text(NAME_WIDTH + width + 6, baseline, String(count)),
    ];
  });
  return { height: shown.length * LINE, shapes };
}

function shortened(name: string): string {
  const letters = [...name.replace(/\s+/g, ' ')];
  return letters.length > NAME ? `${letters.slice(0, NAME - 1).join('')}…` : letters.join('');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** XML allows no control characters, and no half of a surrogate pair. */
function escapeXml(words: string): string {
  // eslint-disable-next-line no-control-regex
  return words.replace(/[\u0000-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '�').replace(/[&<>]/g, (sign) => entities[sign]);
}
