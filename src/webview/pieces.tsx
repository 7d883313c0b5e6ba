/** The small parts that every region is made of: icons, badges, numbers, names, dots. */

import type { ComponentChildren } from 'preact';
import { fixed, full, uni } from './format';
import { lookAhead } from './store';

/** Beyond six, a factor has no colour of its own. */
export const tone = (slot: number): number => (slot <= 6 ? slot : 0);

export function Icon({ name, extra = '' }: { name: string; extra?: string }) {
  return <i class={`codicon codicon-${name} ic ${extra}`} aria-hidden="true" />;
}

/** The marker ▷ in front of what has just run. */
export function Marker() {
  return <Icon name="debug-stackframe" extra="cur" />;
}

/** A factor's number in its colour: 2, or 2a where several paths part. */
export function Badge({ slot, letter = '' }: { slot: number; letter?: string }) {
  return (
    <b class={`bdg k${tone(slot)} ${letter ? 'two' : ''}`} data-slot={tone(slot)}>
      {slot}
      {letter}
    </b>
  );
}

export interface NumProps {
  readonly value: number;
  readonly signed?: boolean;
  /** How it is written; default: the decimals of the settings. */
  readonly show?: (value: number) => string;
  /** Not reached yet: italic by the row it stands in, or a dash where look-ahead is off. */
  readonly ahead?: boolean;
  readonly extra?: string;
}

/** A number with its full double on hover and on copy. */
export function Num({ value, signed = false, show, ahead = false, extra = '' }: NumProps) {
  if (ahead && !lookAhead.value) return <span class={extra}>–</span>;
  const exact = full(value);
  return (
    <span class={ahead ? `${extra} fut` : extra} title={exact} data-full={exact}>
      {show ? show(value) : fixed(value, signed)}
    </span>
  );
}

export const signClass = (value: number): string => (value > 0 ? 'pos' : value < 0 ? 'neg' : 'zero');

/** A name as people read it. */
export function Name({ of }: { of: string }) {
  return <>{uni(of)}</>;
}

/** Dots: how many samples have been added; a count where they are many. */
export function Pips({ count, of }: { count: number; of: number }) {
  const title = `${count} of ${of} ${of === 1 ? 'sample' : 'samples'}`;
  if (of > 3) {
    return (
      <span class="pipn num" title={title}>
        {count}/{of}
      </span>
    );
  }
  return (
    <span class="pips" role="img" aria-label={title} title={title}>
      {Array.from({ length: of }, (_, index) => (
        <i key={index} class={index < count ? 'on' : ''} />
      ))}
    </span>
  );
}

export interface ToolButtonProps {
  readonly icon: string;
  readonly title: string;
  readonly onPress: () => void;
  readonly extra?: string;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly children?: ComponentChildren;
}

/** A button with an icon, 26 px at least; disabled ones stay in reach of the keyboard. */
export function ToolButton({ icon, title, onPress, extra = '', disabled, pressed, children }: ToolButtonProps) {
  return (
    <button
      type="button"
      class={`${children ? 'tb' : 'ib'} ${extra}`}
      title={title}
      aria-label={title}
      aria-disabled={disabled ? 'true' : undefined}
      aria-pressed={pressed}
      data-rove
      onClick={() => !disabled && onPress()}
    >
      <Icon name={icon} />
      {children}
    </button>
  );
}
