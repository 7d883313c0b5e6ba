/** TeX → SVG with MathJax: a bundle of its own, loaded when the first formula is shown. */

import type { LiteElement } from 'mathjax-full/js/adaptors/lite/Element.js';
import { liteAdaptor } from 'mathjax-full/js/adaptors/liteAdaptor.js';
import { RegisterHTMLHandler } from 'mathjax-full/js/handlers/html.js';
import { TeX } from 'mathjax-full/js/input/tex.js';
import 'mathjax-full/js/input/tex/ams/AmsConfiguration.js';
import 'mathjax-full/js/input/tex/color/ColorConfiguration.js';
import 'mathjax-full/js/input/tex/textmacros/TextMacrosConfiguration.js';
import { mathjax } from 'mathjax-full/js/mathjax.js';
import { SVG } from 'mathjax-full/js/output/svg.js';

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);
const html = mathjax.document('', {
  InputJax: new TeX({
    packages: ['base', 'ams', 'color', 'textmacros'],
    formatError: (_jax: unknown, error: Error) => {
      throw error;
    },
  }),
  OutputJax: new SVG({ fontCache: 'local', internalSpeechTitles: false }),
});

/** An SVG whose shapes are drawn in `currentColor`; its size in units of a thousandth of the font size. */
export interface Typeset {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** What its text mode does not know. The marks stand for characters that it would take for commands. */
const textMacros: readonly (readonly [string, string])[] = [
  ['\\textbackslash{}', '\\\\'],
  ['\\textasciicircum{}', 'ˆ'],
  ['\\textasciitilde{}', '˜'],
];

/** @throws Error with MathJax's message where the TeX is wrong */
export function typeset(tex: string): Typeset {
  const known = textMacros.reduce((text, [macro, character]) => text.replaceAll(macro, character), tex);
  const container = html.convert(known, { display: true }) as LiteElement;
  const svg = adaptor.outerHTML(adaptor.firstChild(container) as LiteElement);
  const [, , width, height] = /viewBox="([^"]*)"/.exec(svg)![1].split(' ').map(Number);
  return { svg: svg.replace(/ (?:data-[\w-]+|role|focusable|aria-hidden)="[^"]*"/g, ''), width, height };
}
