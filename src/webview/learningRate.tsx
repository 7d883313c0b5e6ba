/** The learning rate: typed, dragged, or moved with the arrow keys; an edit from here on. */

import { useEffect, useRef } from 'preact/hooks';
import { brief } from './format';
import { post } from './host';
import { readNumber } from './menu';
import { dragHandlers, onScrubEnd, onScrubKey, shownValue, type Scrubbable } from './scrub';
import { failure, running, step } from './store';

/** Enter applies a learning rate from here on; Escape puts the old one back. */
export function LearningRate() {
  const target: Scrubbable = {
    id: 'learning rate',
    value: step.value!.learningRate,
    least: 0,
    commit: (value) => post({ type: 'setLearningRate', value }),
  };
  const rate = brief(shownValue(target.id, target.value));
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current!.value = rate;
  }, [rate]);
  const apply = (input: HTMLInputElement) => {
    const value = readNumber(input.value);
    input.toggleAttribute('aria-invalid', false);
    if (value === null || value < 0) {
      input.setAttribute('aria-invalid', 'true');
      failure.value = `A learning rate is a number from 0 on, with a decimal point: not “${input.value}”.`;
      return;
    }
    failure.value = null;
    if (value !== step.value!.learningRate) post({ type: 'setLearningRate', value });
  };
  const restore = (input: HTMLInputElement) => {
    input.removeAttribute('aria-invalid');
    input.value = brief(step.value!.learningRate);
  };
  return (
    <label class="stat lr" title="Enter applies it from here on; drag the words, or Alt+↑ and Alt+↓, to change it">
      <span class="mut" {...dragHandlers(target)}>
        Learning rate
      </span>
      <input
        ref={field}
        class="num"
        defaultValue={rate}
        size={5}
        inputMode="decimal"
        aria-label="Learning rate"
        disabled={running.value !== null}
        onKeyUp={onScrubEnd}
        onKeyDown={(event) => {
          if (onScrubKey(event, target)) return;
          if (event.key === 'Enter') apply(event.currentTarget);
          if (event.key === 'Escape') restore(event.currentTarget);
        }}
        onBlur={(event) => {
          onScrubEnd(event);
          restore(event.currentTarget);
        }}
      />
    </label>
  );
}
