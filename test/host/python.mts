// Which Python is there: several may be installed, and each has packages of its own.
import { execFileSync } from 'node:child_process';

const found = new Map<string, string | undefined>();

/** The first Python that has a module; undefined where there is none. */
export function pythonWith(module: string): string | undefined {
  if (!found.has(module)) found.set(module, ['python3', '/usr/bin/python3', 'python'].find(has(module)));
  return found.get(module);
}

const has =
  (module: string) =>
  (python: string): boolean => {
    try {
      execFileSync(python, ['-c', `import ${module}`], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };
