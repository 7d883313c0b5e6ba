/** Typeset formulas: set once, and again only when the formula itself changes. */

import katex from 'katex';
import { memo } from 'preact/compat';
import { useLayoutEffect, useRef } from 'preact/hooks';

export interface TexProps {
  readonly tex: string;
  readonly display?: boolean;
  readonly extra?: string;
}

/** `katex.render` builds DOM nodes, which a strict CSP allows; markup from a string would not pass it. */
export const Tex = memo(function Tex({ tex, display = false, extra = '' }: TexProps) {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    katex.render(display ? `\\displaystyle ${tex}` : tex, place.current!, { throwOnError: false, strict: 'ignore' });
  }, [tex, display]);
  return <span ref={place} class={`tex ${extra}`} />;
});
