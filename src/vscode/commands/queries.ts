/** The commands that only ask: snapshot, derivation, history and the gradient check, as plain JSON. */
import * as vscode from 'vscode';
import type { HistoryQuery } from '../../training/snapshot';
import { formatNumber } from '../../explain/numbers';
import type { CommandId } from '../commandIds';
import { columnsAsJson } from '../tools/historyJson';
import { pickParameter } from './edits';
import { countingNumber, type Input, optional, required, text, texts, wholeNumber, truth } from './input';
import { networkOf, sessionOf } from './network';
import type { Handler } from './registry';

export const queryCommands = {
  'backprop.snapshot': async (host, call) => (await sessionOf(host, call)).snapshot(),

  /** With a name: its derivation. Without: asks, and shows it in the panel. */
  'backprop.derivation': async (host, call) => {
    const session = await sessionOf(host, call);
    if (call.input) return session.derivation(required(call.input, 'name', text));
    const name = await pickParameter(session, 'Which derivative is to be explained?');
    session.selected = name;
    host.panels.show(await networkOf(host, call));
    return session.derivation(name);
  },

  'backprop.history': async (host, call) => {
    const session = await sessionOf(host, call);
    return columnsAsJson(await session.history(call.input && historyQuery(call.input)));
  },

  'backprop.checkGradients': async (host, call) => {
    const rows = await (await sessionOf(host, call)).checkGradients();
    const worst = rows.reduce((a, b) => (b.relativeError > a.relativeError ? b : a), rows[0]);
    if (!call.input && worst) {
      const error = formatNumber(worst.relativeError, { decimals: 1 });
      const message = `${rows.length} gradients compared with central differences. Largest relative error: ${error} (${worst.name}).`;
      void vscode.window.showInformationMessage(message);
    }
    return rows;
  },
} satisfies Partial<Record<CommandId, Handler>>;

function historyQuery(input: Input): HistoryQuery {
  const names = optional(input, 'names', texts);
  const from = optional(input, 'from', wholeNumber);
  const to = optional(input, 'to', wholeNumber);
  const every = optional(input, 'every', countingNumber);
  const extremes = optional(input, 'extremes', truth);
  return {
    ...(names && { names }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(every !== undefined && { every }),
    ...(extremes !== undefined && { extremes }),
  };
}
