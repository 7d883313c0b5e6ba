/** The red dots of breakpoints: an icon per kind, hollow where it is switched off; and the gutter where they are set. */

import type { BreakpointView } from '../../protocol/breakpoints';
import type { BreakpointSpec } from '../../training/breakpoints/breakpoint';
import { uni } from '../format';
import { Icon, Marker } from '../pieces';

const icons: Readonly<Record<BreakpointSpec['kind'], string>> = {
  update: 'debug-breakpoint',
  condition: 'debug-breakpoint-conditional',
  parameter: 'debug-breakpoint-data',
  operation: 'debug-breakpoint',
};

export function breakpointIcon({ spec, enabled }: BreakpointView): string {
  return enabled ? icons[spec.kind] : `${icons[spec.kind]}-disabled`;
}

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
  return <Icon name={breakpointIcon(of)} extra={of.enabled ? 'bpd' : 'bpd off'} />;
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
