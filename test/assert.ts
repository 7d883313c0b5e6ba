// The few assertions that tests in every host share: node:assert does not exist in a web worker.
export function ok(value: unknown, message = `${String(value)} is not true`): asserts value {
  if (!value) throw new Error(message);
}

export function equal<T>(actual: T, expected: T, message?: string): void {
  if (!Object.is(actual, expected)) {
    throw new Error(message ?? `expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
  }
}
