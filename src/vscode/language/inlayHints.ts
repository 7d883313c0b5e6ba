/** Inlay hints: the name before each number and, during a session, what the run has made of it and its derivative. */
import * as vscode from 'vscode';
import { type WrittenParameter, writtenParameters } from '../../document/language/hints';
import { sketchNetwork } from '../../document/sketch';
import { briefNumber, formatNumber, fullNumber } from '../../explain/numbers';
import type { Session } from '../../training/session';
import { Disposable } from '../disposable';
import type { Host } from '../host';
import { gradientsOf, sameShape } from './sessionParameters';
import { TextPositions } from './textPositions';

/** Hints of one answer, at most: VS Code asks for what is to be seen. */
const MOST_HINTS = 1000;

/** Steps may come faster than anybody reads. */
const REFRESH_MS = 100;

interface Run {
  readonly session: Session;
  readonly gradients: Float64Array | null;
  readonly decimals: number;
}

export class ParameterHints extends Disposable implements vscode.InlayHintsProvider {
  readonly #onDidChange = this._register(new vscode.EventEmitter<void>());
  readonly onDidChangeInlayHints = this.#onDidChange.event;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: Pick<Host, 'documents' | 'sessions'>) {
    super();
    const { documents, sessions } = host;
    const soon = (): void => {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#onDidChange.fire();
      }, REFRESH_MS);
    };
    this._register(documents.onDidChange(soon));
    this._register(sessions.onDidStart(soon));
    this._register(sessions.onDidChange(({ event }) => (event.type === 'selected' ? undefined : soon())));
  }

  async provideInlayHints(
    document: vscode.TextDocument,
    range: vscode.Range,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlayHint[]> {
    const { uri } = document;
    const { loaded, setup, text } = await this.host.documents.get(uri);
    if (token.isCancellationRequested || text !== document.getText()) return [];
    const { parsed } = loaded;
    const network = setup?.network ?? parsed.document?.network ?? (parsed.outline && sketchNetwork(parsed.outline));
    if (!network) return [];
    const offset = document.offsetAt(range.start);
    const within = { offset, length: document.offsetAt(range.end) - offset };
    const session = this.host.sessions.peek(uri);
    const decimals = vscode.workspace.getConfiguration('backprop', uri).get('decimals', 4);
    const run: Run | null =
      session && sameShape(session.setup.network, network)
        ? { session, gradients: gradientsOf(session), decimals }
        : null;
    const positions = new TextPositions(text);
    return writtenParameters(parsed, network, within, MOST_HINTS).flatMap((written) => {
      const name = network.displayName(written.parameter);
      const place = positions.range(written.range);
      return [nameHint(name, place), ...(run ? runHint(name, written, place, run) : [])];
    });
  }

  override dispose(): void {
    clearTimeout(this.#timer);
    super.dispose();
  }
}

function nameHint(name: string, { start }: vscode.Range): vscode.InlayHint {
  const hint = new vscode.InlayHint(start, `${name}:`, vscode.InlayHintKind.Parameter);
  hint.paddingRight = true;
  return hint;
}

/** `→ 0.1024 · grad 2.5761`: the value where it is another than the file's, the derivative where there is one. */
function runHint(
  name: string,
  { parameter, value }: WrittenParameter,
  place: vscode.Range,
  { session, gradients, decimals }: Run,
): vscode.InlayHint[] {
  const now = session.parameters[parameter.offset];
  const derivative = gradients?.[parameter.offset] ?? NaN;
  const moved = now !== value;
  const parts = [
    ...(moved ? [`→ ${briefNumber(now, { decimals })}`] : []),
    ...(Number.isNaN(derivative) ? [] : [`grad ${formatNumber(derivative, { decimals })}`]),
  ];
  if (parts.length === 0) return [];
  const hint = new vscode.InlayHint(place.end, parts.join(' · '), vscode.InlayHintKind.Type);
  hint.paddingLeft = true;
  const { update } = session.position;
  const lines = [
    `${name} after ${update} ${update === 1 ? 'update' : 'updates'}: ${fullNumber(now)}`,
    ...(Number.isNaN(derivative) ? [] : [`Its derivative there: ${fullNumber(derivative)}`]),
  ];
  if (moved && Number.isFinite(now)) {
    hint.textEdits = [vscode.TextEdit.replace(place, String(now + 0))];
    lines.push('A double click writes the value into the file.');
  }
  hint.tooltip = lines.join('\n');
  return [hint];
}
