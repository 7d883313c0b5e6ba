/** Typeset formulas: set once, and again only when the formula itself changes. */

import katex from 'katex';
import { memo } from 'preact/compat';
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface TexProps {
  readonly tex: string;
  readonly display?: boolean;
  readonly extra?: string;
}

/** Stepping comes back to the same few formulas: setting one again is dearer than a copy. */
const MOST_SET = 500;
const set = new Map<string, DocumentFragment>();

function typeset(tex: string): Node {
  let known = set.get(tex);
  if (!known) {
    if (set.size >= MOST_SET) set.clear();
    known = document.createDocumentFragment();
    const place = document.createElement('span');
    katex.render(tex, place, { throwOnError: false, strict: 'ignore' });
    known.append(...place.childNodes);
    set.set(tex, known);
  }
  return known.cloneNode(true);
}

/** `katex.render` builds DOM nodes, which a strict CSP allows; markup from a string would not pass it. */
export const Tex = memo(function Tex({ tex, display = false, extra = '' }: TexProps) {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    place.current!.replaceChildren(typeset(display ? `\\displaystyle ${tex}` : tex));
  }, [tex, display]);
  return <span ref={place} class={`tex ${extra}`} />;
});
