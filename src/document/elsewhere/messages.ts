/** What the host and a worker that reads for it say to each other: plain data. */

import type { PreviewedColumns } from '../dataset/previewColumns';
import type { Refusal } from '../dataset/paths';
import type { Answer } from './readElsewhere';

/** A data file as the host gives it to the worker. */
export type GivenFile =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** To be read there, so that the host never holds it. */
  | { readonly kind: 'onDisk'; readonly path: string }
  /** As it was the last time. */
  | { readonly kind: 'same' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** An error without its class. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly code?: unknown;
  /** Of `DatasetRefused`. */
  readonly refusal?: Refusal;
}

export type ToReader =
  /** @param parsed whether the answer is to hold the parsed network too */
  | { readonly type: 'network'; readonly id: number; readonly text: string; readonly parsed: boolean }
  | { readonly type: 'columns'; readonly id: number; readonly path: string }
  | { readonly type: 'given'; readonly id: number; readonly file: GivenFile };

export type FromReader =
  | { readonly type: 'progress'; readonly id: number; readonly share: number }
  /** For a data file. @param known whether the worker still has what is in it */
  | { readonly type: 'asks'; readonly id: number; readonly path: string; readonly known: boolean }
  | { readonly type: 'network'; readonly id: number; readonly answer: Answer }
  | { readonly type: 'columns'; readonly id: number; readonly answer: PreviewedColumns }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };
