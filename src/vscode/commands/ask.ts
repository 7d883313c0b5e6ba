/** Asks a person for what a command needs: pick lists, and input boxes that say while typing what is wrong. */
import * as vscode from 'vscode';

/** When the palette closes, the panel gets its focus back, at times after the question has opened: it must not close. */
const ignoreFocusOut = true;

/** The person closed the question: the command does nothing and says nothing. */
export class Dismissed extends Error {}

export async function pick<T extends vscode.QuickPickItem>(items: readonly T[], placeHolder: string): Promise<T> {
  const chosen = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true, ignoreFocusOut });
  if (!chosen) throw new Dismissed();
  return chosen;
}

export async function pickMany<T extends vscode.QuickPickItem>(
  items: readonly T[],
  placeHolder: string,
): Promise<readonly T[]> {
  const chosen = await vscode.window.showQuickPick(items, { placeHolder, canPickMany: true, ignoreFocusOut });
  if (!chosen || chosen.length === 0) throw new Dismissed();
  return chosen;
}

export interface TextQuestion {
  readonly prompt: string;
  readonly placeHolder?: string;
  /** What is wrong with a text; null where nothing is. */
  readonly check: (text: string) => string | null;
}

export async function askText({ prompt, placeHolder, check }: TextQuestion): Promise<string> {
  const answer = await vscode.window.showInputBox({
    prompt,
    ignoreFocusOut,
    ...(placeHolder !== undefined && { placeHolder }),
    validateInput: check,
  });
  if (answer === undefined) throw new Dismissed();
  return answer;
}

/** The items that are left chosen, which may be none; some are chosen to begin with (`picked`). */
export async function chooseAmong<T extends vscode.QuickPickItem>(
  items: readonly T[],
  placeHolder: string,
): Promise<readonly T[]> {
  const chosen = await vscode.window.showQuickPick(items, { placeHolder, canPickMany: true, ignoreFocusOut });
  if (!chosen) throw new Dismissed();
  return chosen;
}

export interface NumberQuestion {
  readonly prompt: string;
  readonly value?: string;
  /** What is wrong with a number; null where nothing is. */
  readonly check?: (value: number) => string | null;
}

export async function askNumber({ prompt, value, check }: NumberQuestion): Promise<number> {
  const answer = await vscode.window.showInputBox({
    prompt,
    ignoreFocusOut,
    ...(value !== undefined && { value }),
    validateInput: (typed) => {
      const number = parseNumber(typed);
      return number === null ? `'${typed}' is not a number.` : (check?.(number) ?? null);
    },
  });
  if (answer === undefined) throw new Dismissed();
  return parseNumber(answer)!;
}

/** A finite number as people type it, with either minus sign; null where it is none. */
export function parseNumber(typed: string): number | null {
  const plain = typed.trim().replace('−', '-');
  const value = Number(plain);
  return plain !== '' && Number.isFinite(value) ? value : null;
}

export const checks = {
  update: (value: number) => (Number.isSafeInteger(value) && value >= 0 ? null : 'Updates are counted 0, 1, 2, …'),
  learningRate: (value: number) => (value > 0 ? null : 'A learning rate is above 0.'),
};
