/** What is said of a data file that is not there: whether it could be read at all, and which one was probably meant. */

import { nearestFile } from '../names/nearestFile';
import type { Fix, Problem, Range } from '../problems';
import { list } from '../words';
import type { Refusal } from './paths';

/** Files that are named where none is near. */
const NAMED = 4;

/** The problems, those of the path with what only the surroundings of the network file can tell. */
export async function withFileMeant(
  problems: readonly Problem[],
  { path, pathRange }: { readonly path: string; readonly pathRange: Range },
  refuse: (path: string) => Refusal | null = () => null,
  dataFiles: () => Promise<readonly string[]> = () => Promise.resolve([]),
): Promise<Problem[]> {
  const told = problems.find(({ code }) => code === 'dataset-not-found' || code === 'dataset-format');
  if (!told || told.file !== 'network') return [...problems];
  const refusal = told.code === 'dataset-format' ? refuse(path) : null;
  const better =
    refusal && refusal.code !== told.code
      ? { ...told, code: refusal.code, message: refusal.message }
      : withMeant(told, path, pathRange, await dataFiles());
  return problems.map((problem) => (problem === told ? better : problem));
}

function withMeant(problem: Problem, path: string, { offset, length }: Range, files: readonly string[]): Problem {
  if (files.length === 0) return problem;
  const meant = nearestFile(path, files);
  if (meant === undefined) {
    return { ...problem, message: `${problem.message} Data files here: ${list(files, NAMED)}.` };
  }
  const fix: Fix = { title: `Change to '${meant}'`, edits: [{ offset, length, text: JSON.stringify(meant) }] };
  return { ...problem, message: `${problem.message} Did you mean '${meant}'?`, fix };
}
