/** The two discriminated unions that host and panel exchange; the panel asks first (`ready`). */

import type {
  DerivationView,
  FitView,
  HistoryView,
  NetworkChoice,
  PanelSettings,
  ProblemView,
  SamplesView,
  SeriesView,
  SessionView,
  StepView,
} from './views';
import type { BreakpointView, ConditionProblem } from './breakpoints';
import type { BreakpointSpec } from '../training/breakpoints/breakpoint';
import type { Operation } from '../core/operation';

export type ToPanel =
  | { readonly type: 'empty'; readonly networks: readonly NetworkChoice[] }
  | { readonly type: 'session'; readonly session: SessionView }
  | { readonly type: 'step'; readonly step: StepView; readonly derivation: DerivationView | null }
  | { readonly type: 'timeline'; readonly curve: SeriesView; readonly replaced: SeriesView | null }
  /** What is of one and the same moment, to be drawn together. */
  | { readonly type: 'together'; readonly messages: readonly ToPanel[] }
  | { readonly type: 'history'; readonly history: HistoryView }
  | { readonly type: 'samples'; readonly samples: SamplesView }
  | { readonly type: 'fit'; readonly fit: FitView }
  | {
      readonly type: 'operations';
      readonly update: number;
      readonly count: number;
      readonly from: number;
      readonly operations: readonly Operation[];
    }
  | { readonly type: 'breakpoints'; readonly breakpoints: readonly BreakpointView[] }
  | { readonly type: 'conditionChecked'; readonly text: string; readonly problem: ConditionProblem | null }
  /** The panel answers with the breakpoint that belongs to what has the focus. */
  | { readonly type: 'toggleBreakpoint' }
  | { readonly type: 'problem'; readonly problem: ProblemView | null }
  | { readonly type: 'changedOnDisk'; readonly what: 'network' | 'data' | null }
  | { readonly type: 'settings'; readonly settings: PanelSettings }
  | { readonly type: 'playing'; readonly playing: boolean }
  | { readonly type: 'failed'; readonly message: string };

/** Where something stands in a message. */
export type MessagePath = readonly (string | number)[];

/** A message on its way: VS Code sends it as JSON, but for typed arrays. The panel puts back what JSON cannot carry. */
export type Packed<Message> = Message & {
  /** Numbers that JSON would turn into null. */
  readonly nonFinite?: readonly { readonly path: MessagePath; readonly value: 'NaN' | 'Infinity' | '-Infinity' }[];
  /** Long lists of numbers that travel as Float64Array. */
  readonly long?: readonly MessagePath[];
};

/** Stepping commands that take no argument. */
export type StepCommand =
  'stepInto' | 'stepOver' | 'stepOut' | 'stepBack' | 'reverse' | 'run' | 'pause' | 'cancel' | 'reset' | 'undo' | 'redo';

/** Views that are computed only while they are shown. */
export type ShownTab = 'parameters' | 'history' | 'loss' | 'fit' | 'samples' | 'operations';

export type FromPanel =
  | { readonly type: 'ready' }
  | { readonly type: 'step'; readonly command: StepCommand }
  | {
      readonly type: 'runTo';
      readonly target:
        | 'nextSample'
        | 'endOfUpdate'
        | 'selectedOperation'
        | 'nextBreakpoint'
        | { readonly update: number }
        | { readonly lossBelow: number };
    }
  | { readonly type: 'addBreakpoint'; readonly spec: BreakpointSpec }
  | { readonly type: 'toggleBreakpoint'; readonly spec: BreakpointSpec }
  | { readonly type: 'enableBreakpoint'; readonly id: number; readonly enabled: boolean }
  | { readonly type: 'removeBreakpoint'; readonly id: number }
  | { readonly type: 'checkCondition'; readonly text: string }
  | { readonly type: 'seek'; readonly update: number; readonly operation?: number }
  | { readonly type: 'play'; readonly playing: boolean }
  | { readonly type: 'select'; readonly name: string }
  | { readonly type: 'setParameter'; readonly name: string; readonly value: number }
  | { readonly type: 'setLearningRate'; readonly value: number }
  | { readonly type: 'show'; readonly tab: ShownTab; readonly width: number }
  | { readonly type: 'operations'; readonly from: number; readonly to: number }
  | { readonly type: 'samples'; readonly from: number; readonly to: number }
  | { readonly type: 'open'; readonly uri?: string } // without a uri: the file dialog
  | { readonly type: 'newFromExample' }
  | { readonly type: 'goToProblem' }
  | { readonly type: 'showProblems' }
  | { readonly type: 'writeParameters' }
  | { readonly type: 'continueRun' } // that a reload cut off
  | { readonly type: 'restart' } // with the new version of file or data
  | { readonly type: 'resetWithLearningRate'; readonly value: number }
  | { readonly type: 'setLookAhead'; readonly value: boolean }
  | { readonly type: 'copy'; readonly text: string };
