/** The tools for language models as one table: what they take, and their answers in plain text and as JSON. */
import { explainDerivation } from '../../explain/derivation';
import { formatNumber } from '../../explain/numbers';
import { parameterPlace } from '../../explain/place';
import { renderPlain } from '../../explain/plain';
import type { HistoryColumns, Snapshot } from '../../training/snapshot';
import type { Session } from '../../training/session';
import { countingNumber, type Input, oneOf, optional, required, text, texts, wholeNumber } from '../commands/fields';
import { columnsAsJson } from './historyJson';

export interface ToolAnswer {
  readonly text: string;
  readonly json: unknown;
}

export interface ToolRow {
  /** For the line that says what is going on. */
  readonly doing: string;
  readonly invoke: (session: Session, input: Input) => Promise<ToolAnswer>;
}

/** Steps that one call may make: each may be looked at. */
const MOST_STEPS = 1000;
/** Rows of a history that are written out. */
const MOST_ROWS = 20;

type Step = (session: Session) => Promise<Snapshot>;
const steps = {
  into: (session) => session.stepInto(),
  over: (session) => session.stepOver(),
  out: (session) => session.stepOut(),
  back: (session) => session.stepBack(),
} as const satisfies Record<string, Step>;

const kinds = Object.keys(steps) as (keyof typeof steps)[];

/** By the name that package.json contributes. */
export const toolRows = {
  backprop_explain_derivative: {
    doing: 'Explaining a derivative',
    invoke: (session, input) => {
      const name = required(input, 'parameter', text);
      const derivation = session.derivation(name);
      const { network } = session.setup;
      const parameter = network.parameterByName(derivation.name);
      const blocks = explainDerivation(derivation, {
        when: positionWords(session),
        ...(parameter && { place: parameterPlace(network, parameter).replaceAll(/[⟨⟩]/g, '') }),
      });
      return Promise.resolve({ text: renderPlain(blocks), json: derivation });
    },
  },
  backprop_step: {
    doing: 'Stepping',
    invoke: async (session, input) => {
      const kind = optional(input, 'kind', oneOf(kinds)) ?? 'into';
      const count = optional(input, 'count', countingNumber) ?? 1;
      if (count > MOST_STEPS) throw new Error(`'count' is at most ${MOST_STEPS}; found ${count}.`);
      let snapshot = session.snapshot();
      for (let made = 0; made < count; made++) snapshot = await steps[kind](session);
      return { text: snapshotWords(snapshot), json: snapshot };
    },
  },
  backprop_check_derivatives: {
    doing: 'Checking derivatives',
    invoke: async (session) => {
      const rows = await session.checkGradients();
      const lines = rows.map(
        ({ name, analytic, numeric, relativeError }) =>
          `${name}: ${formatNumber(analytic)} by the chain rule, ${formatNumber(numeric)} by a central difference, relative error ${formatNumber(relativeError, { decimals: 1 })}`,
      );
      return { text: lines.join('\n'), json: rows };
    },
  },
  backprop_read_history: {
    doing: 'Reading the history',
    invoke: async (session, input) => {
      const names = optional(input, 'parameters', texts);
      const from = optional(input, 'from', wholeNumber);
      const to = optional(input, 'to', wholeNumber);
      const every = optional(input, 'every', countingNumber);
      const columns = await session.history({
        ...(names && { names }),
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
        ...(every !== undefined && { every }),
      });
      return { text: historyWords(columns), json: columnsAsJson(columns) };
    },
  },
} as const satisfies Readonly<Record<string, ToolRow>>;

export type ToolName = keyof typeof toolRows;

function positionWords({ position: { update, operation } }: Session): string {
  return operation < 0 ? `at the start of update ${update + 1}` : `at update ${update + 1}, operation ${operation + 1}`;
}

/** `Update 1, operation 3 of 60: y1 = softplus(x1) = 0.2144. Loss 1.3977.` */
export function snapshotWords({ update, operation, loss, parameters, diverged }: Snapshot): string {
  const place = operation
    ? `Update ${update + 1}, operation ${operation.index + 1} of ${operation.count}: ${operation.text}, which is ${formatNumber(operation.value)}.`
    : `The start of update ${update + 1}: no operation has run yet.`;
  const values = Object.entries(parameters).flatMap(([name, value]) =>
    typeof value === 'number' ? [`${name} = ${formatNumber(value)}`] : [],
  );
  return [
    `${place} Loss ${formatNumber(loss)}.${diverged ? ' The run has diverged.' : ''}`,
    ...(values.length > 0 ? [values.join(', ')] : []),
  ].join('\n');
}

/** The first rows and the last, as a table. */
function historyWords({ update, loss, parameters }: HistoryColumns): string {
  const names = Object.keys(parameters);
  const row = (i: number): string =>
    [String(update[i]), formatNumber(loss[i]), ...names.map((name) => formatNumber(parameters[name][i]))].join('\t');
  const all = Array.from(update.keys());
  const shown = all.length <= MOST_ROWS ? all : [...all.slice(0, MOST_ROWS / 2), ...all.slice(-MOST_ROWS / 2)];
  const lines = shown.map(row);
  if (shown.length < all.length) lines.splice(MOST_ROWS / 2, 0, `… ${all.length - shown.length} rows are left out`);
  return [['update', 'loss', ...names].join('\t'), ...lines].join('\n');
}
