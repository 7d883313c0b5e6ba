// Builds every bundle: node esbuild.js [--watch] [--production] [--only=name,name]
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const args = process.argv.slice(2);
const watch = args.includes('--watch');
const production = args.includes('--production');
const only = args
  .find((arg) => arg.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');

const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  target: 'es2022',
  logLevel: 'warning',
  metafile: true,
  absWorkingDir: __dirname,
};

/**
 * The mathematics typesetter (src/…/mathjax.ts) is large and rarely needed: a file of its own, loaded by the first
 * `await import('…/mathjax')`. Node requires it; a web worker, whose `require` knows only vscode, fetches it.
 */
const lazyMathjax = (host) => ({
  name: 'lazy-mathjax',
  setup(build) {
    build.onResolve({ filter: /\/mathjax$/ }, ({ kind }) => {
      if (kind !== 'dynamic-import') return undefined;
      return host === 'node' ? { path: './mathjax.js', external: true } : { path: 'mathjax', namespace: 'fetched' };
    });
    build.onLoad({ filter: /.*/, namespace: 'fetched' }, () => ({ contents: fetchedMathjax, resolveDir: __dirname }));
  },
});
/** A module with a `then`: import() awaits it and gives what it resolves to. */
const fetchedMathjax = `
  import { extensions, Uri } from 'vscode';
  export function then(resolve, reject) {
    load().then(resolve, reject);
  }
  async function load() {
    const { extensionUri } = extensions.getExtension('backprop-stepper.backprop-stepper');
    const response = await fetch(Uri.joinPath(extensionUri, 'dist', 'mathjax.js').toString(true));
    if (!response.ok) throw new Error('dist/mathjax.js: ' + response.statusText);
    const module = { exports: {} };
    new Function('module', 'exports', await response.text())(module, module.exports);
    return module.exports;
  }
`;

// The `module` builds of packages come first: jsonc-parser's `main` is a UMD file that cannot be bundled.
const mainFields = ['module', 'main'];
/** papaparse asks for Node's streams in a branch that only Node's streams take. */
const noNodeStreams = {
  name: 'no-node-streams',
  setup(build) {
    build.onResolve({ filter: /^stream$/ }, ({ importer, path: name }) =>
      importer.includes('papaparse') ? { path: name, namespace: 'nothing' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/**
 * Leaves out the outlines of letters that no formula of ours has: bold, script, fraktur … They are half of MathJax. It
 * writes a letter without an outline as text, so that nothing is lost if one is asked for after all.
 */
const trimMathjax = {
  name: 'trim-mathjax',
  setup(build) {
    const used = /^(normal|italic|largeop|smallop|tex-size[34]|tex-variant)$/;
    const outline = /\n {4}(0x[0-9A-F]+): '[^']*',?/g;
    build.onLoad({ filter: /output[\\/]svg[\\/]fonts[\\/]tex[\\/][^\\/]+\.js$/ }, ({ path: file }) => {
      const isUsed = used.test(path.basename(file, '.js'));
      // From 1D400 on stand the letters of all alphabets once more: those in italics (Latin, Greek) are used.
      const keeps = (code) =>
        isUsed && (code < 0x1d400 || (code >= 0x1d434 && code <= 0x1d467) || (code >= 0x1d6e2 && code <= 0x1d71b));
      const contents = fs.readFileSync(file, 'utf8').replace(outline, (row, code) => (keeps(Number(code)) ? row : ''));
      return { contents, loader: 'js' };
    });
  },
};

const node = { ...common, platform: 'node', format: 'cjs', external: ['vscode'], mainFields };
const web = {
  ...common,
  platform: 'browser',
  format: 'cjs',
  external: ['vscode'],
  define: { global: 'globalThis' },
  plugins: [noNodeStreams],
};
/** Nothing of Node, the DOM or VS Code resolves here, so that a bundle fails which asks for one. */
const neutral = {
  ...common,
  platform: 'neutral',
  mainFields,
  write: false,
  sourcemap: false,
  plugins: [noNodeStreams],
};

/** What can be built: options by name. Entry points that do not exist are left out. */
const targets = {
  extension: {
    ...node,
    entryPoints: ['src/extension.ts'],
    outdir: 'dist',
    plugins: [lazyMathjax('node')],
    supported: { 'dynamic-import': false },
  },
  web: { ...web, entryPoints: ['src/extension.ts'], outdir: 'dist/web', plugins: [lazyMathjax('web'), noNodeStreams] },
  mathjax: {
    ...web,
    entryPoints: listFiles('src').filter((file) => file.endsWith('/mathjax.ts')),
    outdir: 'dist',
    entryNames: 'mathjax',
    plugins: [trimMathjax],
  },
  worker: { ...node, entryPoints: ['src/vscode/worker/node.ts'], outdir: 'dist', entryNames: 'worker' },
  reader: { ...node, entryPoints: ['src/vscode/worker/readerNode.ts'], outdir: 'dist', entryNames: 'reader' },
  webReader: {
    ...web,
    format: 'iife',
    entryPoints: ['src/vscode/worker/readerWeb.ts'],
    outdir: 'dist/web',
    entryNames: 'reader',
  },
  webWorker: {
    ...web,
    format: 'iife',
    entryPoints: ['src/vscode/worker/web.ts'],
    outdir: 'dist/web',
    entryNames: 'worker',
  },
  panel: {
    ...web,
    format: 'iife',
    entryPoints: ['src/webview/main.tsx', 'media/panel/panel.css'],
    outdir: 'dist',
    entryNames: 'panel',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'file' },
  },
  pure: { ...neutral, stdin: pureFolders(['core', 'document', 'training', 'explain']) },
  // TensorFlow.js and fast-check are loaded from node_modules: bundling them into every test file takes seconds.
  unit: tests('test/unit', { ...node, external: ['vscode', '@tensorflow/*', 'fast-check', 'typescript', 'esbuild'] }),
  bench: tests('test/bench', { ...node, external: ['vscode', '@tensorflow/*'] }),
  vscode: tests('test/vscode', { ...node, external: ['vscode', 'mocha'] }),
  vscodeWeb: {
    ...web,
    stdin: webSuite(),
    outfile: 'out/test/web/index.js',
    // mocha's browser build takes module.exports for itself: ours is set after it has run.
    format: 'iife',
    globalName: 'suite',
    footer: { js: 'module.exports = suite;' },
  },
  benchPanel: inVscode('test/bench/panel/main.ts'),
  benchHover: inVscode('test/bench/hover/main.ts'),
  // One shared chunk holds the harness, so that all files drive the same server and the same browser.
  ui: tests('test/ui', {
    ...node,
    format: 'esm',
    splitting: true,
    chunkNames: 'test/ui/[name]-[hash]',
    outExtension: { '.js': '.mjs' },
    mainFields: ['module', 'main'],
    packages: 'external',
  }),
};

/** A bench that drives real VS Code. */
function inVscode(entry) {
  return {
    ...node,
    format: 'esm',
    entryPoints: [entry],
    outbase: '.',
    outdir: 'out',
    outExtension: { '.js': '.mjs' },
    mainFields: ['module', 'main'],
    packages: 'external',
  };
}

/** The bundles of a folder of tests: one for each file that is run or loaded by itself, under out/ at the same path. */
function tests(folder, options) {
  const files = listFiles(folder).filter((file) => /\.(test|bench)\.tsx?$|\/(index|screenshots)\.ts$/.test(file));
  return { entryPoints: files, outbase: '.', outdir: 'out', jsx: 'automatic', jsxImportSource: 'preact', ...options };
}

/** One generated module that imports every file of the folders that may know no host. */
function pureFolders(names) {
  const files = names.flatMap((name) => listFiles(`src/${name}`)).filter((file) => file.endsWith('.ts'));
  return { contents: files.map((file) => `import './${file}';`).join('\n'), resolveDir: __dirname };
}

/** The suite of the web host: all files of test/vscode, but for those that say they need Node. */
function webSuite() {
  const files = listFiles('test/vscode').filter((file) => file.endsWith('.test.ts') && !file.endsWith('.node.test.ts'));
  const load = files.map((file) => `require('./${file}');`).join(' ');
  return {
    contents: `import { runWith } from './test/vscode/web'; export const run = () => runWith(() => { ${load} });`,
    resolveDir: __dirname,
  };
}

function listFiles(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.posix.join(entry.parentPath.replaceAll(path.sep, '/'), entry.name))
    .sort();
}

/** Fonts and style sheets that the panel loads as they are. */
function copyAssets() {
  const katex = path.dirname(require.resolve('katex/dist/katex.min.css'));
  const codicons = path.dirname(require.resolve('@vscode/codicons/dist/codicon.css'));
  fs.mkdirSync('dist/fonts', { recursive: true });
  fs.copyFileSync(path.join(katex, 'katex.min.css'), 'dist/katex.css');
  for (const font of fs.readdirSync(path.join(katex, 'fonts')).filter((name) => name.endsWith('.woff2'))) {
    fs.copyFileSync(path.join(katex, 'fonts', font), path.join('dist/fonts', font));
  }
  for (const name of ['codicon.css', 'codicon.ttf']) fs.copyFileSync(path.join(codicons, name), `dist/${name}`);
}

/** Bundles of tests whose source is gone would go on running: removes them. */
function removeStale(options, { outputs }) {
  if (options.outbase === undefined) return;
  const folder = path.posix.join('out', path.posix.dirname(options.entryPoints[0]).split('/').slice(0, 2).join('/'));
  for (const file of listFiles(folder)) if (!(file in outputs) && !hasSource(file)) fs.rmSync(file);
}

/** Whether another target may have made a bundle: it must not vanish while it runs. */
function hasSource(bundle) {
  const source = path.posix.relative('out', bundle).replace(/\.m?js(\.map)?$/, '');
  return ['.ts', '.tsx'].some((extension) => fs.existsSync(source + extension));
}

async function build(name, options) {
  if (options.entryPoints) {
    const missing = options.entryPoints.filter((file) => !fs.existsSync(file));
    if (missing.length > 0) console.warn(`${name}: there is no ${missing.join(', ')} yet`);
    options = { ...options, entryPoints: options.entryPoints.filter((file) => !missing.includes(file)) };
    if (options.entryPoints.length === 0) return;
  }
  if (watch) {
    const context = await esbuild.context({ ...options, plugins: [...(options.plugins ?? []), watchReporter(name)] });
    await context.watch();
  } else {
    removeStale(options, (await esbuild.build(options)).metafile);
  }
}

/** Says when builds begin and when none is left, in the words that .vscode/tasks.json waits for. */
const building = new Set();
const watchReporter = (name) => ({
  name: 'watch-reporter',
  setup(build) {
    build.onStart(() => {
      building.add(name);
      console.log(`[watch] build started: ${name}`);
    });
    build.onEnd(() => {
      building.delete(name);
      if (building.size === 0) console.log('[watch] everything is built');
    });
  },
});

async function main() {
  process.chdir(__dirname);
  const chosen = Object.entries(targets).filter(([name]) => !only || only.includes(name));
  if (!only || only.includes('panel')) copyAssets();
  const results = await Promise.allSettled(chosen.map(([name, options]) => build(name, options)));
  const failed = chosen.filter((_, index) => results[index].status === 'rejected').map(([name]) => name);
  if (failed.length === 0) return;
  // esbuild has printed its own messages; others are not expected and must not be lost.
  for (const { reason } of results) if (reason && !reason.errors) console.error(reason);
  console.error(`build failed: ${failed.join(', ')}`);
  process.exit(1);
}

void main();
