/** The data file that was probably meant by a path where there is none. */

import { didYouMean } from './didYouMean';

/**
 * One of the same name in another folder, else one whose path, or whose name with or without its extension, is near.
 * @param files paths relative to the network file, as `path` is
 */
export function nearestFile(path: string, files: readonly string[]): string | undefined {
  const named = (by: (path: string) => string): string | undefined => {
    const meant = didYouMean(by(path), files.map(by));
    return meant === undefined ? undefined : files.find((file) => by(file) === meant);
  };
  return files.find((file) => base(file) === base(path)) ?? named((file) => file) ?? named(base) ?? named(stem);
}

const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const stem = (path: string): string => base(path).replace(/\.[^.]*$/, '');
