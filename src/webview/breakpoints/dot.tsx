/** The red dots of breakpoints: an icon per kind, hollow where it is switched off; and the gutter where they are set. */

import type { BreakpointView } from '../../protocol/breakpoints';
import type { BreakpointSpec } from '../../training/breakpoints/breakpoint';
import { uni } from '../format';
import { Icon, Marker } from '../pieces';

/** Switched on and off. */
const icons: Readonly<Record<BreakpointSpec['kind'], readonly [on: string, off: string]>> = {
  update: ['circle-large-filled', 'circle-large-outline'],
  condition: ['debug-breakpoint-conditional', 'debug-breakpoint-conditional-disabled'],
  parameter: ['debug-breakpoint-data', 'debug-breakpoint-data-disabled'],
  operation: ['circle-large-filled', 'circle-large-outline'],
};

/** `Breakpoint: stop when SSR < 0.1`, `Breakpoint: update 30 (off)`. */
export function breakpointTitle({ spec, enabled, label }: BreakpointView): string {
  const what = spec.kind === 'condition' ? `stop when ${label}` : labelOf({ spec, label });
  return `Breakpoint: ${what}${enabled ? '' : ' (off)'}`;
}

/** As people read it: w₃ changes sign. */
export function labelOf({ spec, label }: Pick<BreakpointView, 'spec' | 'label'>): string {
  if (spec.kind === 'parameter') return `${uni(spec.parameter)}${label.slice(spec.parameter.length)}`;
  if (spec.kind === 'operation') return `${uni(spec.operation)}${label.slice(spec.operation.length)}`;
  return label;
}

export function Dot({ of }: { of: BreakpointView }) {
  const { spec, enabled } = of;
  return <Icon name={icons[spec.kind][enabled ? 0 : 1]} extra={`bpd ${spec.kind} ${enabled ? '' : 'off'}`} />;
}

export interface GutterProps {
  readonly there: readonly BreakpointView[];
  /** The operation that has just run is this row's. */
  readonly current: boolean;
  /** What sets one, and takes it away. */
  readonly onToggle: () => void;
}

/** Where a click sets a breakpoint, as in an editor's gutter; F9 does so by keyboard. */
export function Gutter({ there, current, onToggle }: GutterProps) {
  const [first] = there;
  return (
    <span
      class={`bpg ${first ? 'set' : ''} ${current ? 'cur' : ''}`}
      title={first ? there.map(breakpointTitle).join('\n') : 'Click or F9: breakpoint'}
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
      onDblClick={(event) => event.stopPropagation()}
    >
      {first && <Dot of={first} />}
      {first && <span class="vh">{breakpointTitle(first)}</span>}
      {current && <Marker />}
    </span>
  );
}
