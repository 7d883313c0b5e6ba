/** The breakpoints in the menu “Run to…”: switched, removed, and a condition added, checked while it is typed. */

import { useEffect, useState } from 'preact/hooks';
import type { BreakpointView } from '../../protocol/breakpoints';
import { post } from '../host';
import { Icon } from '../pieces';
import { session } from '../store';
import { Dot, labelOf } from './dot';
import { breakpoints, checked } from './state';

/** Typing is checked when it pauses. */
const PAUSE_MS = 150;

export function BreakpointList() {
  const list = breakpoints.value;
  return (
    <div class="bpl" role="group" aria-label="Breakpoints">
      <p class="mut">Breakpoints</p>
      {list.map((one) => (
        <Row key={one.id} of={one} />
      ))}
      <ConditionField />
    </div>
  );
}

function Row({ of }: { of: BreakpointView }) {
  const { id, enabled, hits } = of;
  const label = labelOf(of);
  return (
    <div class="bpr" data-breakpoint={id}>
      <label title={enabled ? 'Stops runs' : 'Switched off'}>
        <input
          type="checkbox"
          checked={enabled}
          onChange={(event) => post({ type: 'enableBreakpoint', id, enabled: event.currentTarget.checked })}
          onKeyDown={(event) => event.key === 'Delete' && post({ type: 'removeBreakpoint', id })}
        />
        <Dot of={of} />
        <span class="bpn">{label}</span>
        {hits > 0 && (
          <span class="mut num" title={`stopped here ${hits === 1 ? 'once' : `${hits} times`}`}>
            {hits}×
          </span>
        )}
      </label>
      <button
        type="button"
        class="ib"
        data-stop
        tabIndex={-1}
        title="Remove (Delete)"
        aria-label={`Remove the breakpoint ${label}`}
        onClick={() => post({ type: 'removeBreakpoint', id })}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

function ConditionField() {
  const [text, setText] = useState('');
  /** Enter was pressed: it is added as soon as the host has found it to be right. */
  const [wanted, setWanted] = useState<string | null>(null);
  const example = `${session.value?.loss ?? 'loss'} < 0.1`;
  const condition = text.trim();
  useEffect(() => {
    if (condition === '') return;
    const timer = setTimeout(() => post({ type: 'checkCondition', text }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const known = checked.value?.text === text && condition !== '' ? checked.value : null;
  const problem = known?.problem ?? null;
  useEffect(() => {
    if (!known || wanted !== text) return;
    setWanted(null);
    if (known.problem) return;
    post({ type: 'addBreakpoint', spec: { kind: 'condition', condition } });
    setText('');
  }, [known, wanted, text]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (condition === '') return;
        post({ type: 'checkCondition', text });
        setWanted(text);
      }}
    >
      <label>
        Stop when{' '}
        <input
          class="num"
          size={18}
          value={text}
          placeholder={example}
          spellcheck={false}
          autocomplete="off"
          aria-label="Stop when this becomes true"
          aria-invalid={problem ? 'true' : undefined}
          aria-describedby="condition-problem"
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <p id="condition-problem" class="bpp" aria-live="polite">
        {problem && <Problem text={text} {...problem} />}
      </p>
    </form>
  );
}

/** The part of the text that is wrong, and why. */
function Problem({ text, message, offset, length }: { text: string; message: string; offset: number; length: number }) {
  const part = text.slice(offset, offset + length).trim();
  return (
    <>
      {part !== '' && part !== text.trim() && <code>{part}</code>} {message}
    </>
  );
}
