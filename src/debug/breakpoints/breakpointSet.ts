/** All breakpoints that the client has set: in the file, on data and on exceptions, verified against the network. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Setup } from '../../core/setup';
import type { NumberFormat } from '../../explain/numbers';
import type { FilePlaces } from '../places';
import { NON_FINITE } from './exceptions';
import { type Location, locationOfLine, locationsIn } from './locations';
import { type Armed, watchOf, type WatchSpec } from './watchSpec';

interface Context {
  readonly setup: Setup;
  readonly format: NumberFormat;
}

/** What the client is told of one, and what it waits for; null where it waits for nothing. */
interface Verified {
  readonly told: Dap.Breakpoint;
  readonly armed: Armed | null;
}

type Made = { readonly spec: WatchSpec; readonly at?: Pick<Dap.Breakpoint, 'line' | 'column'> };

export class BreakpointSet {
  #lines: readonly Dap.SourceBreakpoint[] = [];
  #data: readonly Dap.DataBreakpoint[] = [];
  #exceptions: readonly Dap.ExceptionFilterOptions[] = [];
  #verified: Record<'lines' | 'data' | 'exceptions', readonly Verified[]> = { lines: [], data: [], exceptions: [] };
  #lastId = 0;

  /** What a travel has to look at; another list after every change. */
  armed: readonly Armed[] = [];

  get breaksOnNonFinite(): boolean {
    return this.#exceptions.some(({ filterId }) => filterId === NON_FINITE);
  }

  setLines(given: readonly Dap.SourceBreakpoint[], places: FilePlaces, context: Context): Dap.Breakpoint[] {
    this.#lines = given;
    return this.#set(
      'lines',
      given.map((one) => verified(++this.#lastId, (id) => line(id, one, places, context), context, one)),
    );
  }

  setData(given: readonly Dap.DataBreakpoint[], context: Context): Dap.Breakpoint[] {
    this.#data = given;
    return this.#set(
      'data',
      given.map((one) => verified(++this.#lastId, (id) => data(id, one, context), context)),
    );
  }

  setExceptions(given: Dap.SetExceptionBreakpointsArguments, context: Context): Dap.Breakpoint[] {
    const { filters, filterOptions = [] } = given;
    this.#exceptions = [...filters.map((filterId) => ({ filterId })), ...filterOptions];
    const made = ({ filterId: filter, condition }: Dap.ExceptionFilterOptions): Made => ({
      spec: { kind: 'exception', filter, condition },
    });
    return this.#set(
      'exceptions',
      this.#exceptions.map((one) => verified(++this.#lastId, () => made(one), context)),
    );
  }

  /** For another network: what has become of those in the file and on data, by the ids that the client knows. */
  verifyAgain(places: FilePlaces, context: Context): Dap.Breakpoint[] {
    const known = [...this.#verified.lines, ...this.#verified.data].map(({ told }) => told.id);
    const exceptions = { filters: [], filterOptions: [...this.#exceptions] };
    this.setExceptions(exceptions, context);
    const ids = [...known].reverse();
    const next = (): number => ids.pop() ?? ++this.#lastId;
    const lines = this.#lines.map((one) => verified(next(), (id) => line(id, one, places, context), context, one));
    const datas = this.#data.map((one) => verified(next(), (id) => data(id, one, context), context));
    return [...this.#set('lines', lines), ...this.#set('data', datas)];
  }

  #set(kind: 'lines' | 'data' | 'exceptions', list: readonly Verified[]): Dap.Breakpoint[] {
    this.#verified = { ...this.#verified, [kind]: list };
    this.armed = Object.values(this.#verified).flatMap((all) => all.flatMap(({ armed }) => armed ?? []));
    return list.map(({ told }) => told);
  }
}

function line(id: number, given: Dap.SourceBreakpoint, places: FilePlaces, { setup, format }: Context): Made {
  const location = locationOf(given, places, setup);
  if (!location) throw new Error('Nothing is computed here that a run could stop at.');
  if (location.problem) throw new Error(location.problem);
  const { condition, hitCondition, logMessage } = given;
  const { label, watched } = location;
  const span = places.span(location.range);
  const spec: WatchSpec = { kind: 'line', id, label, watched, given: { condition, hitCondition, logMessage }, format };
  return { spec, at: given.column === undefined ? { line: given.line } : { line: span.line, column: span.column } };
}

function data(id: number, { dataId: name, condition, hitCondition }: Dap.DataBreakpoint, { format }: Context): Made {
  return { spec: { kind: 'data', id, name, given: { condition, hitCondition }, format } };
}

/** What makes no sense is told with the reason. */
function verified(id: number, make: (id: number) => Made, { setup }: Context, given?: Dap.SourceBreakpoint): Verified {
  try {
    const { spec, at } = make(id);
    const watch = watchOf(spec, setup);
    return { armed: watch && { spec, hits: 0 }, told: { id, verified: true, ...at } };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const place = given && { line: given.line, ...(given.column !== undefined && { column: given.column }) };
    return { armed: null, told: { id, verified: false, message, ...place } };
  }
}

/** With a column, what begins there or next on the line; else what the line is about. */
export function locationOf(
  { line, column }: Pick<Dap.SourceBreakpoint, 'line' | 'column'>,
  places: FilePlaces,
  setup: Setup,
): Location | null {
  const { tree } = places.parsed;
  const whole = places.range({ line });
  if (column === undefined) return locationOfLine(tree, setup, whole);
  const { offset } = places.range({ line, column }, { line, column });
  const all = locationsIn(tree, setup, whole);
  const around = all.findLast((one) => one.range.offset <= offset && offset < one.range.offset + one.range.length);
  const exact = all.find((one) => one.range.offset === offset);
  return exact ?? all.find((one) => one.range.offset > offset) ?? around ?? locationOfLine(tree, setup, whole);
}
