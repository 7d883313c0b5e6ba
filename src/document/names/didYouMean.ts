/** The name that was probably meant: by spelling (Damerau–Levenshtein), by writing style, or by another field's word for it. */

import { synonyms } from './synonyms';

/**
 * The nearest of the names there are; undefined where none is near. Of two equally near the first counts.
 * Near: the same but for case, `_`, `-` and blanks; a known synonym; or at most a third of the letters differ.
 */
export function didYouMean(found: string, names: readonly string[]): string | undefined {
  const bare = (name: string) => name.toLowerCase().replaceAll(/[_\-\s]/g, '');
  const wanted = bare(found);
  if (wanted === '') return undefined;
  const same = names.find((name) => bare(name) === wanted);
  if (same !== undefined) return same;
  const known = Object.hasOwn(synonyms, wanted) ? synonyms[wanted].find((name) => names.includes(name)) : undefined;
  if (known !== undefined) return known;

  let best: string | undefined;
  let bestDistance = Infinity;
  for (const name of names) {
    const limit = Math.floor(Math.max(found.length, name.length) / 3);
    if (Math.abs(found.length - name.length) > limit) continue;
    const distance = editDistance(wanted, bare(name));
    if (distance <= limit && distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * The Damerau–Levenshtein distance (optimal string alignment): how many insertions, deletions, substitutions and swaps
 * of neighbours lead from a to b, no part being edited twice.
 */
export function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  const d = new Array<number>((a.length + 1) * width).fill(0);
  for (let i = 0; i <= a.length; i++) d[i * width] = i;
  for (let j = 0; j <= b.length; j++) d[j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(d[(i - 1) * width + j] + 1, d[i * width + j - 1] + 1, d[(i - 1) * width + j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, d[(i - 2) * width + j - 2] + 1);
      }
      d[i * width + j] = least;
    }
  }
  return d[a.length * width + b.length];
}
