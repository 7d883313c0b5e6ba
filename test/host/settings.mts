// The user settings that every VS Code started here gets: nothing that asks, phones home or distracts.
export type Theme = 'dark' | 'dark2026' | 'light' | 'light2026' | 'hcDark' | 'hcLight';

const themeNames: Record<Theme, string> = {
  dark: 'Dark Modern',
  dark2026: 'Dark 2026',
  light: 'Light Modern',
  light2026: 'Light 2026',
  hcDark: 'Default High Contrast',
  hcLight: 'Default High Contrast Light',
};

export function userSettings(theme?: Theme): Record<string, unknown> {
  return {
    'security.workspace.trust.enabled': false,
    'chat.disableAIFeatures': true,
    'telemetry.telemetryLevel': 'off',
    'workbench.startupEditor': 'none',
    'extensions.ignoreRecommendations': true,
    'workbench.tips.enabled': false,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    ...(theme && {
      'workbench.colorTheme': themeNames[theme],
      // The theme asked for, whatever the machine prefers.
      'window.autoDetectColorScheme': false,
      'window.autoDetectHighContrast': false,
    }),
  };
}
