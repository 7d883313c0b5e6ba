// package.json against the code and against what VS Code expects of a manifest.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import * as fs from 'node:fs';
import { commandIds, PANEL_TYPE } from '../../src/vscode/commandIds';

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
  readonly icon?: string;
  readonly enablement?: string;
}

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly icon: string;
  readonly categories: readonly string[];
  readonly activationEvents: readonly string[];
  readonly main: string;
  readonly browser: string;
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly keybindings: readonly { readonly command: string; readonly key: string; readonly when: string }[];
    readonly languages: readonly { readonly id: string; readonly filenamePatterns: readonly string[] }[];
  };
}

const text = fs.readFileSync('package.json', 'utf8');
const manifest = JSON.parse(text) as Manifest;
const titles = JSON.parse(fs.readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const { commands, menus, keybindings, languages } = manifest.contributes;

describe('package.json', () => {
  it('has exactly the commands of src/vscode/commandIds.ts', () => {
    deepEqual(commands.map(({ command }) => command).sort(), [...commandIds].sort());
  });

  it('gives every command a title in package.nls.json, the category and an icon', () => {
    const bare = commands.filter(
      ({ title, category, icon }) => !titles[title.replaceAll('%', '')] || category !== 'Backprop' || !icon,
    );
    deepEqual(bare, []);
  });

  it('uses every text of package.nls.json, and has no placeholder without a text', () => {
    const used = [...text.matchAll(/"%([^%"]+)%"/g)].map((found) => found[1]);
    deepEqual([...new Set(used)].sort(), Object.keys(titles).sort());
  });

  it('menus and keys name commands that exist', () => {
    const named = [...Object.values(menus).flat(), ...keybindings].map(({ command }) => command);
    deepEqual(
      named.filter((id) => !commands.some(({ command }) => command === id)),
      [],
    );
  });

  it('offers in the palette only what can run: all but open and new wait for a network', () => {
    const always = commands.filter(({ enablement }) => enablement === undefined).map(({ command }) => command);
    deepEqual(always, ['backprop.open', 'backprop.newNetwork', 'backprop.newNetworkFromData']);
  });

  it('keys work where the panel has the focus, and each is bound once in each state', () => {
    const inPanel = (when: string) => when.startsWith(`activeWebviewPanelId == '${PANEL_TYPE}'`);
    const inNetwork = (when: string) => when.startsWith('editorTextFocus') && when.includes('.nn\\.json$/');
    for (const { when } of keybindings) ok(inPanel(when) || inNetwork(when), when);
    const bound = keybindings.map(({ key, when }) => `${key} when ${when}`);
    equal(new Set(bound).size, bound.length);
  });

  const keys: readonly [key: string, ...commands: string[]][] = [
    ['f11', 'stepInto'],
    ['ctrl+f11', 'stepBack'],
    ['f10', 'stepOver'],
    ['shift+f11', 'stepOut'],
    ['f5', 'run', 'pause'],
    ['shift+f5', 'cancel'],
    ['ctrl+shift+f11', 'reverse'],
    ['ctrl+f10', 'runTo'],
    ['f9', 'toggleBreakpoint'],
    ['ctrl+shift+f5', 'reset'],
  ];
  for (const [key, ...names] of keys) {
    it(`${key}: ${names.join(' or ')}`, () => {
      const bound = keybindings.filter((binding) => binding.key === key).map(({ command }) => command);
      deepEqual(
        bound,
        names.map((name) => `backprop.${name}`),
      );
    });
  }

  it('starts lazily', () => {
    deepEqual(manifest.activationEvents, [
      'onLanguage:json',
      `onWebviewPanel:${PANEL_TYPE}`,
      'onDebugInitialConfigurations',
      'onDebugResolve:backprop',
    ]);
  });

  it('pins the API types to the engine', () => {
    const engine = /^\^(\d+\.\d+)\.\d+$/.exec(manifest.engines.vscode);
    ok(engine, manifest.engines.vscode);
    match(manifest.devDependencies['@types/vscode'], new RegExp(`^~${engine[1].replace('.', '\\.')}\\.`));
  });

  it('reads *.nn.json as JSON: in JSON with comments VS Code allows no breakpoints', () => {
    deepEqual(languages, [{ id: 'json', filenamePatterns: ['*.nn.json'] }]);
  });

  it('has an icon of at least 128 × 128 pixels', () => {
    const png = fs.readFileSync(manifest.icon);
    equal(png.toString('latin1', 1, 4), 'PNG');
    ok(png.readUInt32BE(16) >= 128 && png.readUInt32BE(20) >= 128);
  });
});
