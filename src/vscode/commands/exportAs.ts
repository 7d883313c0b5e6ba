/** `backprop.exportAs`: the run at its position as Markdown, LaTeX, CSV, PyTorch or NumPy. */
import * as vscode from 'vscode';
import { losses } from '../../core/losses';
import { exportCsv } from '../../export/csv';
import { exportLatex } from '../../export/latex';
import { type Explained, exportMarkdown } from '../../export/markdown';
import { exportNumpy } from '../../export/numpy';
import { exportPytorch } from '../../export/pytorch';
import type { Session } from '../../training/session';
import type { CommandId } from '../commandIds';
import { pick } from './ask';
import { countingNumber, type Input, oneOf, optional, required, texts } from './input';
import { sessionOf } from './network';
import type { Handler } from './registry';

interface Format {
  readonly label: string;
  readonly description: string;
  readonly languageId: string;
  readonly write: (session: Session, input: Input) => string | Promise<string>;
}

const formats = {
  markdown: {
    label: 'Markdown',
    description: 'the derivations, with formulas as GitHub shows them',
    languageId: 'markdown',
    write: (session, input) => exportMarkdown(explained(session, input)),
  },
  latex: {
    label: 'LaTeX',
    description: 'the derivations, as a document that compiles',
    languageId: 'latex',
    write: (session, input) => exportLatex(explained(session, input)),
  },
  csv: {
    label: 'CSV',
    description: 'the history: loss and parameters by update',
    languageId: 'csv',
    write: async (session) => exportCsv(await session.history(), losses[session.setup.network.loss].short),
  },
  pytorch: {
    label: 'PyTorch',
    description: 'a script that computes the same updates',
    languageId: 'python',
    write: (session, input) => exportPytorch(session.setup, script(session, input)),
  },
  numpy: {
    label: 'NumPy',
    description: 'a script that computes the same updates by hand',
    languageId: 'python',
    write: (session, input) => exportNumpy(session.setup, script(session, input)),
  },
} as const satisfies Record<string, Format>;

type FormatName = keyof typeof formats;

const formatNames = Object.keys(formats) as FormatName[];

/** Of more parameters than this, only the selected one is explained unless names are given. */
const MAX_EXPLAINED = 50;

/** Updates that a script reproduces: those finished, within these limits. */
const SCRIPT_UPDATES = { least: 5, most: 1000 };

export const exportCommand = {
  /**
   * `{ format, names?, updates? }`: which derivations the documents explain, how many updates the scripts reproduce.
   * Resolves with the text. Without `format`, asks, and shows it in an editor.
   */
  'backprop.exportAs': async (host, call) => {
    const session = await sessionOf(host, call);
    const input = call.input ?? {};
    const name = call.input ? required(input, 'format', oneOf(formatNames)) : await askFormat();
    const { languageId, write }: Format = formats[name];
    const content = await write(session, input);
    if (!call.input) {
      const language = (await vscode.languages.getLanguages()).includes(languageId) ? languageId : 'plaintext';
      const document = await vscode.workspace.openTextDocument({ language, content });
      await vscode.window.showTextDocument(document, { preview: false });
    }
    return { format: name, text: content };
  },
} satisfies Partial<Record<CommandId, Handler>>;

async function askFormat(): Promise<FormatName> {
  const items = formatNames.map((name) => {
    const { label, description }: Format = formats[name];
    return { label, description, name };
  });
  return (await pick(items, 'As what?')).name;
}

function explained(session: Session, input: Input): Explained {
  const { setup, parameters, selected, position } = session;
  const { network } = setup;
  const all = network.parameterCount > MAX_EXPLAINED ? [selected] : [...network.parameters()].map(({ name }) => name);
  const names = optional(input, 'names', texts) ?? all;
  return {
    setup,
    parameters,
    derivations: names.map((name) => session.derivation(name)),
    when: position.update === 0 ? 'at the file’s values' : `after ${position.update} updates`,
  };
}

function script(session: Session, input: Input): { updates: number; edits: Session['interventions'] } {
  const finished = Math.min(SCRIPT_UPDATES.most, Math.max(SCRIPT_UPDATES.least, session.position.update));
  return { updates: optional(input, 'updates', countingNumber) ?? finished, edits: session.interventions };
}
