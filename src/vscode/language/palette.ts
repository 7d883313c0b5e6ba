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

/** Themes of VS Code whose hovers have another foreground than the others of their kind, by the name in the settings. */
const texts: Readonly<Record<string, string>> = {
  'Dark 2026': '#bfbfbf',
  'Light 2026': '#202020',
};

export function currentPalette(): Palette {
  const { kind } = vscode.window.activeColorTheme;
  const palette = palettes[kind];
  const name = themeName(kind);
  return name !== undefined && Object.hasOwn(texts, name) ? { ...palette, text: texts[name] } : palette;
}

/** undefined in high contrast, which has a setting of its own where it is detected. */
function themeName(kind: vscode.ColorThemeKind): string | undefined {
  const isDark = kind === vscode.ColorThemeKind.Dark;
  if (!isDark && kind !== vscode.ColorThemeKind.Light) return undefined;
  const settings = vscode.workspace.getConfiguration();
  const detected = isDark ? 'workbench.preferredDarkColorTheme' : 'workbench.preferredLightColorTheme';
  return settings.get(settings.get('window.autoDetectColorScheme') ? detected : 'workbench.colorTheme');
}
