/** A button with a list below it: the pickers of the breadcrumb, of "Run to…" and of the chain rule. */

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { rovingTarget } from './roving';

export interface MenuItem {
  readonly label: ComponentChildren;
  /** What a screen reader says where the label is more than text. */
  readonly spoken?: string;
  readonly hint?: string;
  readonly current?: boolean;
  readonly run: () => void;
}

/** A field in the list: a number to go to. */
export interface MenuField {
  readonly field: string;
  readonly value?: string;
  readonly accept: (value: number) => void;
}

export interface MenuProps {
  readonly label: ComponentChildren;
  readonly title: string;
  readonly extra?: string;
  readonly disabled?: boolean;
  readonly items: () => readonly (MenuItem | MenuField)[];
  /** Below the items; its inputs and `[data-stop]` are reached by the arrow keys too. */
  readonly footer?: ComponentChildren;
}

export function Menu({ label, title, extra = '', disabled = false, items, footer }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (refocus: boolean) => {
    setOpen(false);
    if (refocus) button.current?.focus();
  };
  // Before the next key is read: it may be meant for the list already.
  useLayoutEffect(() => {
    if (!isOpen) return;
    root.current?.querySelector<HTMLElement>('[data-now=yes], .pop input, [role=menuitem]')?.focus();
    const onOutside = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', onOutside);
    document.addEventListener('focusin', onOutside);
    return () => {
      document.removeEventListener('pointerdown', onOutside);
      document.removeEventListener('focusin', onOutside);
    };
  }, [isOpen]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen) return;
    event.stopPropagation();
    if (event.key === 'Escape') return close(true);
    if (event.key === 'Tab') return close(true);
    const inField = event.target instanceof HTMLInputElement;
    if (inField && !['ArrowDown', 'ArrowUp'].includes(event.key)) return;
    const stops = [...root.current!.querySelectorAll<HTMLElement>('[role=menuitem], .pop input, .pop [data-stop]')];
    const next = rovingTarget(event.key, stops.indexOf(document.activeElement as HTMLElement), stops.length);
    if (next === null) return;
    event.preventDefault();
    stops[next].focus();
  };
  return (
    <span class="menu" ref={root} onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        class={extra}
        title={title}
        aria-haspopup="true"
        aria-expanded={isOpen}
        aria-disabled={disabled ? 'true' : undefined}
        data-rove
        onClick={() => !disabled && setOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || disabled || isOpen) return;
          event.preventDefault();
          event.stopPropagation();
          setOpen(true);
        }}
      >
        {label}
      </button>
      {isOpen && <Popup items={items()} close={close} title={title} footer={footer} />}
    </span>
  );
}

interface PopupProps {
  readonly items: readonly (MenuItem | MenuField)[];
  readonly title: string;
  readonly close: (refocus: boolean) => void;
  readonly footer?: ComponentChildren;
}

function Popup({ items, title, close, footer }: PopupProps) {
  const fields = items.filter((item): item is MenuField => 'field' in item);
  const choices = items.filter((item): item is MenuItem => 'run' in item);
  const popup = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => showBelow(popup.current!), []);
  return (
    <div class="pop" popover="manual" ref={popup}>
      {choices.length > 0 && (
        <div role="menu" aria-label={title}>
          {choices.map((item, index) => (
            <button
              key={index}
              type="button"
              role="menuitem"
              tabIndex={-1}
              aria-label={item.spoken}
              data-now={item.current ? 'yes' : undefined}
              class={item.current ? 'on' : ''}
              onClick={() => {
                close(true);
                item.run();
              }}
            >
              <span>{item.label}</span>
              {item.hint && <span class="mut">{item.hint}</span>}
            </button>
          ))}
        </div>
      )}
      {fields.map(({ field, value, accept }) => (
        <form
          key={field}
          onSubmit={(event) => {
            event.preventDefault();
            const number = readNumber(new FormData(event.currentTarget).get('value'));
            if (number === null) return;
            close(true);
            accept(number);
          }}
        >
          <label>
            {field} <input class="num" name="value" size={8} defaultValue={value} inputMode="decimal" />
          </label>
        </form>
      ))}
      {footer}
    </div>
  );
}

/** Between a list and the window's edges, in pixels. */
const MARGIN = 8;

/** Above everything that scrolls or cuts; below its button, and always within the window. */
function showBelow(popup: HTMLElement): () => void {
  popup.showPopover();
  const place = () => {
    const button = popup.parentElement!.getBoundingClientRect();
    const left = Math.min(button.left, window.innerWidth - popup.offsetWidth - MARGIN);
    popup.style.left = `${Math.max(MARGIN, left)}px`;
    popup.style.top = `${button.bottom}px`;
    popup.style.maxHeight = `${Math.max(120, window.innerHeight - button.bottom - MARGIN)}px`;
  };
  place();
  window.addEventListener('resize', place);
  document.addEventListener('scroll', place, true);
  return () => {
    window.removeEventListener('resize', place);
    document.removeEventListener('scroll', place, true);
  };
}

/** A number as people type it: a true minus counts as one, anything else is none. */
export function readNumber(text: FormDataEntryValue | null): number | null {
  if (typeof text !== 'string' || text.trim() === '') return null;
  const value = Number(text.trim().replace('−', '-'));
  return Number.isFinite(value) ? value : null;
}
