/** Recursive and matrix form: what the first factor is made of, to be opened in its turn. */

import { uni } from '../format';
import { post } from '../host';

/** More than this are not listed one by one. */
const LISTED = 12;

export function Opens({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  const left = names.length - LISTED;
  return (
    <p class="opens">
      <span class="lab">Sum over</span>
      {names.slice(0, LISTED).map((name) => (
        <button
          key={name}
          type="button"
          class="pl"
          data-rove
          title={`Open ${uni(name)}`}
          onClick={() => post({ type: 'select', name: openedName(name) })}
        >
          {uni(name)}
        </button>
      ))}
      {left > 0 && <span class="mut">and {left} more</span>}
    </p>
  );
}

/** `dSSR/dx3` is the derivative at x3, and `δ[2][3]` that at z[2][3]: those are the names they are selected by. */
export function openedName(name: string): string {
  return /^d[^/]+\/d(.+)$/.exec(name)?.[1] ?? name.replace(/^δ\[/, 'z[');
}
