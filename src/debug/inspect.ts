/** What is looked at while training stands: the call stack, the scopes of a frame, and the parts of what they show. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Debugger } from './debugger';
import { framesAt, scopesOf } from './frames';
import { scopeOf, type ScopeName } from './scopes/scopes';

export async function stackTrace(debugged: Debugger, { startFrame = 0, levels = 0 }: Dap.StackTraceArguments) {
  const places = await debugged.places();
  const { source } = debugged;
  const all = framesAt(debugged.here, debugged.format);
  const stackFrames = all
    .slice(startFrame, levels > 0 ? startFrame + levels : undefined)
    .map(({ id, name, paths }): Dap.StackFrame => {
      // Without its end: VS Code selects a range, and whoever types then would overwrite it.
      const { line, column } = places.span(places.first(...paths));
      return { id, name, source, line, column };
    });
  return { stackFrames, totalFrames: all.length };
}

/** Frames of a layer, and of a neuron, show only that layer. */
const narrow: ReadonlySet<ScopeName> = new Set(['Activations', 'Derivatives', 'Parameters']);
const LAYER_FRAME = 3;

export function scopes(debugged: Debugger, { frameId }: Dap.ScopesArguments): { scopes: Dap.Scope[] } {
  const { here, write, memory, references } = debugged;
  return {
    scopes: scopesOf(frameId).map((name): Dap.Scope => {
      const layer = frameId <= LAYER_FRAME && frameId > 1 && narrow.has(name) ? (here.place?.layer ?? null) : null;
      const { label, children } = scopeOf(name, { here, write, memory, layer });
      return { name: label, ...references.parts(children), expensive: name === 'Data' };
    }),
  };
}

export async function variables(
  { references }: Debugger,
  args: Dap.VariablesArguments,
): Promise<{ variables: Dap.Variable[] }> {
  const shown = await references.list(args);
  return { variables: shown.map((one) => references.variable(one)) };
}
