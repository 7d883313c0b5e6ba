/** Formulas as images for hovers: typeset once per TeX and colour, as text where typesetting fails. */
import type { Formula } from '../../core/formula';
import { escapeMarkdown } from '../../explain/escape';
import { texFormula, unicodeText } from '../../explain/formula';
import type { Typeset } from './mathjax';
import { svgImage } from './svgImage';

type Typesetter = (tex: string) => Typeset;

/** Pixels per em: the size of the hover's text. */
const FONT_SIZE = 14.5;

/** Images kept, at most: some formulas have 20 kB. */
const MOST_KEPT = 300;

export class FormulaImages {
  readonly #kept = new Map<string, string>();
  #typesetter: Promise<Typesetter> | undefined;

  constructor(private readonly log: { warn(message: string): void }) {}

  /**
   * Resolves, once the typesetter is loaded, with what writes a formula as Markdown. Never rejects.
   * @param colour Of what the formula itself does not colour.
   */
  async writer(colour: string): Promise<(formula: Formula) => string> {
    this.#typesetter ??= import('./mathjax').then(({ typeset }) => typeset);
    try {
      const typeset = await this.#typesetter;
      return (formula) => this.#image(formula, colour, typeset);
    } catch (error) {
      this.#typesetter = undefined;
      this.log.warn(`Formulas are shown as text: ${String(error)}`);
      return (formula) => escapeMarkdown(unicodeText(formula.plain));
    }
  }

  #image(formula: Formula, colour: string, typeset: Typesetter): string {
    const tex = texFormula(formula);
    const key = `${colour} ${tex}`;
    let image = this.#kept.get(key);
    if (image === undefined) {
      if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
      image = this.#draw(formula, tex, colour, typeset);
      this.#kept.set(key, image);
    }
    return image;
  }

  #draw(formula: Formula, tex: string, colour: string, typeset: Typesetter): string {
    const words = escapeMarkdown(unicodeText(formula.plain));
    try {
      return svgImage(sized(typeset(tex), colour), words);
    } catch (error) {
      this.log.warn(`${tex} is shown as text: ${String(error)}`);
      return words;
    }
  }
}

/** In the size of the hover's text. */
function sized({ svg, width, height }: Typeset, colour: string): string {
  const pixels = (size: number): string => ((size / 1000) * FONT_SIZE).toFixed(1);
  return svg
    .replace(/ style="[^"]*"/, '')
    .replace(/ width="[^"]*" height="[^"]*"/, ` width="${pixels(width)}" height="${pixels(height)}"`)
    .replaceAll('currentColor', colour);
}
