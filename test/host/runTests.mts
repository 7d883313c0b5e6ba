// npm test: every check and every suite, one after the other, and one summary; a failure does not stop the rest.
import { run } from './processes.mts';

interface Stage {
  title: string;
  /** Script of package.json. */
  script: string;
  /** Whether it is a suite, whose tests count, rather than a check. */
  suite?: boolean;
}

const stages: Stage[] = [
  { title: 'type check', script: 'typecheck' },
  { title: 'lint', script: 'lint' },
  { title: 'format', script: 'format:check' },
  { title: 'build', script: 'build' },
  { title: 'unit tests', script: 'test:unit', suite: true },
  // VS Code's server build is made for Linux and macOS: Windows has the desktop build instead, with the same suite.
  ...(process.platform === 'win32'
    ? [{ title: 'inside VS Code (desktop)', script: 'test:electron', suite: true }]
    : [
        { title: 'inside VS Code (server)', script: 'test:vscode', suite: true },
        { title: 'as a person, in a browser', script: 'test:ui', suite: true },
      ]),
  { title: 'inside VS Code for the Web', script: 'test:web', suite: true },
];

const total = { passed: 0, failed: 0, skipped: 0 };
const summary: string[] = [];
for (const stage of stages) {
  console.log(`\n━━ ${stage.title} (npm run ${stage.script}) ━━`);
  const started = Date.now();
  const { code, output } = await runScript(stage.script);
  const seconds = Math.round((Date.now() - started) / 1000);
  const tests = stage.suite ? countTests(output) : { passed: 0, failed: 0, skipped: 0 };
  let result = stage.suite ? words(tests) : code === 0 ? 'ok' : 'failed';
  if (stage.suite && tests.passed + tests.failed === 0) result = 'failed: no test was executed';
  else if (stage.suite && code !== 0 && tests.failed === 0) result = `failed with code ${code} after ${result}`;
  // A stage that breaks without naming a test is one failure.
  if (result.startsWith('failed')) tests.failed++;
  total.passed += tests.passed;
  total.failed += tests.failed;
  total.skipped += tests.skipped;
  summary.push(`${tests.failed > 0 ? '✗' : '✓'} ${stage.title.padEnd(28)} ${result} (${seconds} s)`);
}
console.log(`\n━━ summary ━━\n${summary.join('\n')}\n${words(total)}`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function runScript(script: string): Promise<{ code: number; output: string }> {
  let output = '';
  const npm = process.env.npm_execpath;
  const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const shell = command === 'npm' && process.platform === 'win32';
  const code = await run(command, [...args, 'run', '--silent', script], { shell }, (text) => {
    output += text;
    process.stdout.write(text);
  });
  return { code, output };
}

/** Reads mocha's own summary, which all suites print (test/vscode/report.ts marks its lines). */
function countTests(output: string): typeof total {
  // eslint-disable-next-line no-control-regex -- colours
  const plain = output.replace(/\x1b\[[0-9;]*m/g, '');
  const sum = (word: string) =>
    [...plain.matchAll(new RegExp(`^[\\s▏]*(\\d+) ${word}\\b`, 'gm'))].reduce(
      (all, [, count]) => all + Number(count),
      0,
    );
  return { passed: sum('passing'), failed: sum('failing'), skipped: sum('pending') };
}

function words({ passed, failed, skipped }: typeof total): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
