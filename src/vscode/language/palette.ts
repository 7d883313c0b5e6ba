/** Colours of images in hovers, which cannot see the theme's: of the text, and of the factors as the panel has them. */
import * as vscode from 'vscode';

export interface Palette {
  /** The hover's foreground in VS Code's own themes. */
  readonly text: string;
  /** Of factor 1, 2, … counted from the loss; beyond them the text's. */
  readonly factors: readonly string[];
}

const dark = ['#e879b0', '#e9d65a', '#8fe3c4', '#b79cf0', '#8cc4e8', '#f0a08c'];
const light = ['#c4268a', '#806500', '#00594b', '#3c1f96', '#5b61d9', '#5e0b16'];
const highContrast = ['#ff7fc0', '#ffee58', '#9cffdf', '#c8b0ff', '#a0d8ff', '#ffb4a0'];

const palettes: Readonly<Record<vscode.ColorThemeKind, Palette>> = {
  [vscode.ColorThemeKind.Light]: { text: '#3b3b3b', factors: light },
  [vscode.ColorThemeKind.Dark]: { text: '#cccccc', factors: dark },
  [vscode.ColorThemeKind.HighContrast]: { text: '#ffffff', factors: highContrast },
  [vscode.ColorThemeKind.HighContrastLight]: { text: '#292929', factors: light },
};

export function currentPalette(): Palette {
  return palettes[vscode.window.activeColorTheme.kind];
}
