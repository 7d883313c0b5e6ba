/** Hovers over a network file: what stands there, with its formulas and this file's (or its session's) numbers. */
import * as vscode from 'vscode';
import { nodeAt } from '../../../document/locate';
import { notedIn } from '../../../explain/notation';
import type { Host } from '../../host';
import { panelSettings } from '../../panel/settings';
import { FormulaImages } from '../formulaImages';
import { jsonExtensionIsThere } from '../jsonExtension';
import { currentPalette } from '../palette';
import { TextPositions } from '../textPositions';
import { knownNetwork } from './context';
import { hoverCommandIds } from './links';
import { hoverTexts } from './rows';

export class NetworkHover implements vscode.HoverProvider {
  readonly #images: FormulaImages;

  constructor(private readonly host: Pick<Host, 'documents' | 'sessions' | 'log'>) {
    this.#images = new FormulaImages(host.log);
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const { uri } = document;
    const { text: colour, factors: colours } = currentPalette();
    const [state, write] = await Promise.all([this.host.documents.get(uri), this.#images.writer(colour)]);
    // The text may have changed meanwhile: the hover is asked for again then.
    if (token.isCancellationRequested || state.text !== document.getText()) return undefined;
    const { parsed } = state.loaded;
    const session = this.host.sessions.peek(uri) ?? null;
    const network = knownNetwork(state);
    const located = nodeAt(parsed, document.offsetAt(position), network);
    if (!located) return undefined;
    const { decimals, notation } = panelSettings(uri);
    const noted = network ? notedIn(notation, network) : (name: string) => name;
    const words = !jsonExtensionIsThere();
    const format = { decimals };
    const matrix = notation === 'matrix' || network?.matrixForm === true;
    const context = { uri, state, network, session, format, noted, matrix, write, colour, colours, words };
    const texts = hoverTexts(context, located);
    if (texts.length === 0) return undefined;
    return new vscode.Hover(texts.map(trusted), new TextPositions(state.text).range(located.range));
  }
}

function trusted(text: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text, true);
  // For the colours of badges: names and data are escaped.
  markdown.supportHtml = true;
  markdown.isTrusted = { enabledCommands: hoverCommandIds };
  return markdown;
}
