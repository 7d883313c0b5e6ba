// Who may import whom: the table in src/README.md, enforced for static, bare, dynamic and type imports.
import { deepEqual, ok } from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import ts from 'typescript';

interface Rule {
  readonly folders: readonly string[];
  readonly typesOnly: readonly string[];
  readonly packages: readonly string[];
}

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const source = path.resolve('src');

function rules(): Map<string, Rule> {
  const readme = fs.readFileSync(path.join(source, 'README.md'), 'utf8');
  const table = readme.slice(readme.indexOf('| folder | may import |')).split('\n\n')[0].split('\n').slice(2);
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const names = (cell: string) => (cell === '–' ? [] : cell.split(', '));
  return new Map(
    table
      .map(cells)
      .map(([folder, imports, types, packages]) => [
        folder,
        { folders: names(imports), typesOnly: names(types), packages: names(packages) },
      ]),
  );
}

function sourceFiles(): string[] {
  return fs
    .readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => /\.tsx?$/.test(file));
}

/** Every import of a file; one is of types only where nothing is left of it at run time. */
function importsOf(text: string, name: string): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, typeOnly: boolean) => {
    if (node && ts.isStringLiteralLike(node)) found.push({ specifier: node.text, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node.importClause));
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add(node.moduleReference.expression, node.isTypeOnly);
    }
    if (ts.isCallExpression(node)) {
      const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
      if (isRequire || node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true));
  return found;
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  const elements = named && ts.isNamedImports(named) ? named.elements : [];
  return !clause.name && elements.length > 0 && elements.every((element) => element.isTypeOnly);
}

/** What is wrong with one import; null where it is allowed. */
function complaint(file: string, { specifier, typeOnly }: Import, table: Map<string, Rule>): string | null {
  const folder = file.split('/')[0];
  const rule = table.get(folder);
  if (!rule) return `${file}: src/README.md has no row for ${folder}`;
  const within = (target: string, places: readonly string[]) =>
    places.some((place) => target === place || target.startsWith(`${place}/`));
  if (!specifier.startsWith('.')) {
    return within(specifier, rule.packages) ? null : `${file} imports the package ${specifier}`;
  }
  const target = path.posix.join(path.posix.dirname(file), specifier);
  if (within(target, [folder, ...rule.folders])) return null;
  if (within(target, rule.typesOnly)) return typeOnly ? null : `${file} imports more than types of ${target}`;
  return `${file} imports ${target}`;
}

describe('architecture', () => {
  it('src/README.md has one row for each folder', () => {
    const entries = fs.readdirSync(source, { withFileTypes: true });
    const holdsCode = (name: string) => sourceFiles().some((file) => file.startsWith(`${name}/`));
    const folders = entries.filter((entry) => entry.isDirectory() && holdsCode(entry.name)).map(({ name }) => name);
    const missing = folders.filter((name) => !rules().has(name));
    deepEqual(missing, []);
  });

  it('every import is in the table', () => {
    const table = rules();
    const complaints = sourceFiles().flatMap((file) =>
      importsOf(fs.readFileSync(path.join(source, file), 'utf8'), file).flatMap(
        (found) => complaint(file, found, table) ?? [],
      ),
    );
    deepEqual(complaints, []);
  });

  it('only src/vscode and src/extension.ts know VS Code', () => {
    const allowed = [...rules()].filter(([, { packages }]) => packages.includes('vscode')).map(([folder]) => folder);
    deepEqual(allowed, ['vscode', 'extension.ts']);
  });

  const cases: readonly [code: string, file: string, wrong: boolean][] = [
    [`import { a } from '../training/session';`, 'core/a.ts', true],
    [`import type { A } from '../training/session';`, 'core/a.ts', true],
    [`import 'node:fs';`, 'core/a.ts', true],
    [`const a = await import('../vscode/host');`, 'training/a.ts', true],
    [`const a = require('vscode');`, 'explain/a.ts', true],
    [`export { a } from '../webview/store';`, 'vscode/a.ts', true],
    [`export type A = import('vscode').Uri;`, 'document/a.ts', true],
    [`import { a } from '../core/network';`, 'protocol/a.ts', true],
    [`import { type A } from '../core/network';`, 'protocol/a.ts', false],
    [`import type { A } from '../training/snapshot';`, 'explain/a.ts', false],
    [`import type { A } from '../training/session';`, 'explain/a.ts', true],
    [`import { a } from './b';`, 'core/a.ts', false],
    [`import { h } from 'preact/hooks';`, 'webview/tabs/a.tsx', false],
  ];
  for (const [code, file, wrong] of cases) {
    it(`${wrong ? 'refuses' : 'allows'} ${code} in ${file}`, () => {
      const [found] = importsOf(code, file);
      ok(found, 'the import was not seen');
      deepEqual(complaint(file, found, rules()) !== null, wrong);
    });
  }
});
