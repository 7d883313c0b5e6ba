/** A table of samples without the formula's grid: a label, as many numbers as wanted, and what they give. */

import type { ComponentChildren } from 'preact';

/** In pixels: the label, a number, the result. */
const [LABEL, NUMBER, RESULT] = [108, 66, 76];

interface UnevenProps {
  readonly columns: number;
  readonly extra?: string;
  readonly children: ComponentChildren;
}

/** Narrower than its numbers need, it is scrolled sideways. */
export function Uneven({ columns, extra = '', children }: UnevenProps) {
  return (
    <div class="across" style={{ '--least': `${LABEL + columns * NUMBER + RESULT}px` }}>
      <table class={`ch samples uneven num ${extra}`}>{children}</table>
    </div>
  );
}
