/** A parameter's value changed in place: typed, dragged or stepped; and all of them written to the file. */

import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { full, noted } from './format';
import { post } from './host';
import { readNumber } from './menu';
import { Num, ToolButton } from './pieces';
import { dragHandlers, shownValue, type Scrubbable } from './scrub';
import { running, session, step } from './store';

/** The parameter whose value is being typed. */
export const edited = signal<string | null>(null);

export const scrubbableParameter = (name: string, value: number): Scrubbable => ({
  id: name,
  value,
  commit: (next) => post({ type: 'setParameter', name, value: next }),
});

export function ValueCell({ name, value }: { name: string; value: number }) {
  if (edited.value === name) {
    return (
      <td class="num r val">
        <ValueField name={name} value={value} />
      </td>
    );
  }
  const shown = shownValue(name, value);
  return (
    <td class={`num r val ${shown === value ? '' : 'scrubbed'}`} {...dragHandlers(scrubbableParameter(name, value))}>
      <Num value={shown} />
    </td>
  );
}

function ValueField({ name, value }: { name: string; value: number }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const finish = () => {
    edited.value = null;
  };
  return (
    <input
      ref={field}
      class="num edit"
      aria-label={`New value of ${noted(name)}`}
      defaultValue={full(value).replace('−', '-')}
      inputMode="decimal"
      onBlur={finish}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') return finish();
        if (event.key !== 'Enter') return;
        const next = readNumber(event.currentTarget.value);
        if (next === null) {
          event.currentTarget.setAttribute('aria-invalid', 'true');
          return;
        }
        finish();
        if (next !== value) post({ type: 'setParameter', name, value: next });
      }}
    />
  );
}

/** Beside the heading, and in one column beside the tabs. */
export function ParameterTools() {
  const isBusy = running.value !== null;
  return (
    <>
      {!session.value!.matrixForm && (
        <ToolButton
          icon="edit"
          title="Edit value (F2; drag the value, or Alt+↑ and Alt+↓)"
          disabled={isBusy}
          onPress={() => (edited.value = step.value!.selected)}
        />
      )}
      <ToolButton
        icon="save"
        title="Write Parameters to File"
        disabled={isBusy}
        onPress={() => post({ type: 'writeParameters' })}
      />
    </>
  );
}
