/** An error that goes from one thread to another, with what `loadSetup` looks at. */

import { DatasetRefused } from '../dataset/paths';
import type { Failure } from './messages';

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message } = error;
  if (error instanceof DatasetRefused) return { name, message, refusal: error.refusal };
  return { name, message, code: (error as { code?: unknown }).code };
}

export function errorOf({ name, message, code, refusal }: Failure): Error {
  if (refusal) return new DatasetRefused(refusal);
  return Object.assign(new Error(message), { name, code });
}
