/** Pictures on a canvas are drawn anew when VS Code changes its theme. */

import { signal } from '@preact/signals';

/** Rises with every change of the theme. */
export const themeChanges = signal(0);

export function watchTheme(): void {
  new MutationObserver(() => themeChanges.value++).observe(document.body, { attributeFilter: ['class'] });
}
