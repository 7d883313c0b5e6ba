/** What the debugger needs from where it runs: a network's session and its file. */

import type { ParsedNetwork } from '../document/parse';
import type { Session } from '../training/session';

export interface DebugHost {
  /** The network of a launch configuration. @throws Error for a person where it cannot be run */
  open(program: string): Promise<Debuggee>;
}

/** The network that is debugged: its session is everybody's, and goes on when the debugger has left. */
export interface Debuggee {
  /** As the client names the file. */
  readonly source: { readonly name: string; readonly path: string };
  /** The session going on; another one after a restart with changed files. */
  readonly session: Session;
  /** Decimals of the numbers shown. */
  readonly decimals: number;
  /** The file as it is now, unsaved text counted. */
  parsed(): Promise<ParsedNetwork>;
  /** Whether a path that the client names is this network's file. */
  isSource(path: string): boolean;
  /** Back to the file's own values, with the files as they are now. */
  restart(): Promise<void>;
  /** Tells when another session has taken the place of this one. */
  onDidReplace(listener: () => void): () => void;
}
