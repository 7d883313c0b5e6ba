/** What may be wider than the chain rule has room for: its type becomes smaller first, then it is scrolled sideways. */

import type { ComponentChildren } from 'preact';
import type { Derivation, Factor } from '../../core/derivationTypes';
import { moreDecimals } from '../format';
import { session } from '../store';
import { DIGIT, gridOf } from './columns';

interface AcrossProps {
  /** In pixels, in type of full size. */
  readonly wanted: number;
  /** What a formula says aloud. */
  readonly spoken?: string;
  readonly children: ComponentChildren;
}

export function Across({ wanted, spoken, children }: AcrossProps) {
  const style = { '--wanted': `${Math.ceil(wanted)}px`, '--share': String(1 / wanted) };
  return (
    <div class="across" role={spoken === undefined ? undefined : 'math'} aria-label={spoken} style={style}>
      {children}
    </div>
  );
}

/** A table of samples without the formula's grid, in pixels: the label, a number, the result. */
const [LABEL, NUMBER, RESULT] = [108, 66, 76];

interface UnevenProps {
  readonly columns: number;
  readonly extra?: string;
  readonly children: ComponentChildren;
}

/** A label, as many numbers as wanted, and what they give. */
export function Uneven({ columns, extra = '', children }: UnevenProps) {
  const wanted = LABEL + columns * NUMBER + RESULT + (columns + 1) * moreDecimals() * DIGIT;
  return (
    <Across wanted={wanted}>
      <table class={`ch samples uneven num ${extra}`}>{children}</table>
    </Across>
  );
}

interface ColumnsProps {
  readonly derivation: Derivation;
  readonly factors: readonly Factor[];
}

export function Columns({ derivation, factors }: ColumnsProps) {
  return (
    <colgroup>
      {gridOf(derivation, factors, session.value!.inputs).widths.map((width, index) => (
        <col key={index} style={{ width: `${width.toFixed(2)}%` }} />
      ))}
    </colgroup>
  );
}

export const wantedWidth = (derivation: Derivation, factors: readonly Factor[]): number =>
  gridOf(derivation, factors, session.value!.inputs).wanted;
