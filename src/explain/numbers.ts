/** How numbers are shown: four decimals, powers of ten outside 10⁻⁴ … 10⁵, a true minus, and never −0. */

export interface NumberFormat {
  /** Decimals in tables and prose; default 4. */
  readonly decimals?: number;
  /** Decimals in front of a power of ten; default 1: `4.2·10⁷`. */
  readonly mantissa?: number;
  /** A plus in front of positive numbers. */
  readonly signed?: boolean;
}

const DEFAULT_DECIMALS = 4;
const DEFAULT_MANTISSA = 1;
const LARGE = 1e5;
const SMALL = 1e-4;

const superscriptDigits = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** An integer as superscript: `⁻⁴`. */
export function superscript(integer: number): string {
  const digits = String(Math.abs(integer)).replace(/\d/g, (digit) => superscriptDigits[Number(digit)]);
  return integer < 0 ? `⁻${digits}` : digits;
}

const powerOfTen = (mantissa: string, exponent: number): string => `${mantissa}·10${superscript(exponent)}`;

function scientific(size: number, mantissaDecimals: number): string {
  const [mantissa, exponent] = size.toExponential(mantissaDecimals).split('e') as [string, string];
  return powerOfTen(mantissa, Number(exponent));
}

/** Digits of a size (x ≥ 0, finite) with a fixed number of decimals, or as a power of ten where that says too little. */
function digits(size: number, decimals: number, mantissaDecimals: number): string {
  if (size === 0) return size.toFixed(decimals);
  // With fewer decimals than four, less would be left of a small number than its sign.
  if (size < Math.max(SMALL, 10 ** -decimals)) return scientific(size, mantissaDecimals);
  const fixed = size.toFixed(decimals);
  return Number(fixed) >= LARGE ? scientific(size, mantissaDecimals) : fixed;
}

function withSign(x: number, size: string, signed = false): string {
  return x < 0 ? `−${size}` : signed && x > 0 ? `+${size}` : size;
}

/** A number as tables show it: `0.2576`, `−3.5300`, `4.2·10⁷`, `3.0·10⁻⁵`, `NaN`, `−Infinity`; 0 is `0.0000`. */
export function formatNumber(x: number, format: NumberFormat = {}): string {
  if (Number.isNaN(x)) return 'NaN';
  if (!Number.isFinite(x)) return withSign(x, 'Infinity', format.signed);
  const { decimals = DEFAULT_DECIMALS, mantissa = DEFAULT_MANTISSA, signed } = format;
  return withSign(x, digits(Math.abs(x), decimals, mantissa), signed);
}

/** The shortest text that gives the same double again, with a true minus and powers of ten: `0.30000000000000004`. */
export function fullNumber(x: number): string {
  if (Number.isNaN(x)) return 'NaN';
  const [mantissa, exponent] = String(Math.abs(x)).split('e') as [string, string | undefined];
  return withSign(x, exponent === undefined ? mantissa : powerOfTen(mantissa, Number(exponent)));
}

/**
 * A number inside a formula or a sentence: as it is where that takes no more than the usual decimals (`0.1`, `−1.43`,
 * `1`), else rounded as in a table.
 */
export function briefNumber(x: number, format: NumberFormat = {}): string {
  const full = String(Math.abs(x));
  // Exact powers such as 10⁻⁸, without the zero that only tables need.
  const [mantissa] = Math.abs(x).toExponential().split('e');
  if (mantissa.length <= 3) format = { ...format, mantissa: mantissa.length === 1 ? 0 : 1 };
  const decimals = full.split('.')[1]?.length ?? 0;
  const isShort = /^[\d.]+$/.test(full) && decimals <= (format.decimals ?? DEFAULT_DECIMALS) && Math.abs(x) < LARGE;
  return isShort ? withSign(x, full, format.signed) : formatNumber(x, format);
}

/** A number for a narrow place such as the diagram: three decimals, fewer for large numbers, one digit and a power of ten. */
export function compactNumber(x: number): string {
  const size = Math.abs(x);
  const decimals = size < 100 ? 3 : size < 1000 ? 2 : size < 10_000 ? 1 : 0;
  return formatNumber(x, { decimals, mantissa: size < 1 ? 0 : 1 });
}

/** A shown number in TeX: `-0.0027`, `4.2 \cdot 10^{7}`, `\infty`. */
export function texNumber(shown: string): string {
  return shown
    .replace('−', '-')
    .replace(/·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/, (_, exponent: string) => ` \\cdot 10^{${texSuperscript(exponent)}}`)
    .replace('Infinity', '\\infty')
    .replace('NaN', '\\text{NaN}');
}

/** One or more superscript digits with their sign. */
export const superscriptRun = /[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/;

/** The digits of a superscript as ordinary ones: `-12`. */
export function texSuperscript(exponent: string): string {
  return [...exponent].map((sign) => (sign === '⁻' ? '-' : String(superscriptDigits.indexOf(sign)))).join('');
}

/** The number that shown digits stand for. */
export function parseShown(shown: string): number {
  const plain = shown
    .replace('−', '-')
    .replace(/^\+/, '')
    .replace(/·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/, (_, exponent: string) => `e${texSuperscript(exponent)}`);
  return Number(plain);
}

/** Whether a value rounds to the digits shown, which stand for `decimals` decimals even where zeros at the end are left out. */
export function roundsTo(value: number, shown: string, decimals = DEFAULT_DECIMALS): boolean {
  const target = parseShown(shown);
  if (!Number.isFinite(value) || !Number.isFinite(target)) return Object.is(value, target);
  const power = /·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/.exec(shown);
  const mantissaDecimals = (/^[+−]?\d+\.?(\d*)/.exec(shown)?.[1] ?? '').length;
  const unit = power
    ? 10 ** (Number(texSuperscript(power[1])) - mantissaDecimals)
    : 10 ** -Math.max(decimals, mantissaDecimals);
  // The slack covers the rounding of the recomputation itself, for values that lie half-way.
  return Math.abs(value - target) <= unit / 2 + 1e-12 * Math.max(Math.abs(target), unit);
}

const operations = {
  '+': (a: number, b: number) => a + b,
  '−': (a: number, b: number) => a - b,
  '×': (a: number, b: number) => a * b,
  '·': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
} as const;

/** `=` where the shown operands, put together from left to right, give the shown result, else `≈`. */
export function equalsOrApprox(
  operands: readonly string[],
  operation: keyof typeof operations,
  result: string,
  decimals = DEFAULT_DECIMALS,
): '=' | '≈' {
  return roundsTo(operands.map(parseShown).reduce(operations[operation]), result, decimals) ? '=' : '≈';
}
