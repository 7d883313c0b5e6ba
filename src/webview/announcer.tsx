/** One polite sentence for each step, and for the start and the end of a run. */

import { useComputed } from '@preact/signals';
import { brief, fixed, noted } from './format';
import { stepSentence } from './position';
import { scrub } from './scrub';
import { playing, running, session, settings, step } from './store';

export function Announcer() {
  const sentence = useComputed(() => {
    const current = step.value;
    if (!session.value || !current) return '';
    // While it runs, the sentence stays as it is: the start is said once.
    if (running.value) {
      const { target } = running.value;
      return target === null ? 'Running until paused.' : `Running to update ${target}.`;
    }
    if (scrub.value) return `${noted(scrub.value.target.id)}: ${fixed(scrub.value.value)}.`;
    // The same while it plays: a sentence for every operation could not be followed.
    if (playing.value) return `Playing, ${brief(settings.value.autoplay)} operations a second.`;
    if (current.divergence) return `Training diverged in update ${current.divergence.update + 1}.`;
    if (!current.operation) {
      return `Update ${current.snapshot.update + 1}, start. ${session.value.loss} ${fixed(current.snapshot.loss)}.`;
    }
    return stepSentence(current, noted, fixed);
  });
  return (
    <p class="vh" role="status" aria-live="polite">
      {sentence}
    </p>
  );
}
