/** The Operation scope: what went in, the local derivative, the result, and the line as it is written out. */

import type { LocalDerivative } from '../../core/operation';
import { checkParameter } from '../../core/gradientCheck';
import { explainDerivation, plainAnswer } from '../../explain/derivation';
import { unicodeText } from '../../explain/formula';
import { fullNumber } from '../../explain/numbers';
import { operationFormula } from '../../explain/operation';
import { renderPlain } from '../../explain/plain';
import type { Here } from '../here';
import type { Children, Shown, Writer } from '../variables';
import type { ScopeContext } from './scopes';

export function operationParts({ here, write }: ScopeContext): Children {
  return { named: () => (here.operation ? parts(here, write) : []) };
}

function parts(here: Here, write: Writer): Shown[] {
  const operation = here.operation!;
  const { target, assign, operands, value, total, local, locals, parameter } = operation;
  const gives = assign === '+=' ? `term of ${target}` : assign === '−=' ? `new ${target}` : target;
  return [
    ...operands.map(({ name, value: operand }) => write.number(name, operand, evaluable(here, name))),
    ...(local ? [local] : (locals ?? [])).map((one) => localDerivative(one, write)),
    write.number(gives, value, assign === '=' ? evaluable(here, target) : {}),
    ...(total === undefined ? [] : [write.number(`${target} so far`, total)]),
    write.text('written out', unicodeText(operationFormula(operation, write.format).plain)),
    ...(parameter === undefined ? [] : explained(here, parameter, write)),
  ];
}

/** What is multiplied with a number, not the number itself, can be evaluated by its name only where it is one name. */
function evaluable(here: Here, name: string): Pick<Shown, 'evaluateName'> {
  return here.tape.indexOf(name, here.sample) >= 0 || here.network.parameterByName(name) ? { evaluateName: name } : {};
}

function localDerivative({ key, formula, value }: LocalDerivative, write: Writer): Shown {
  const number = write.number(key, value);
  const symbols = unicodeText(formula.plain);
  const isNumber = Number(symbols.replace('−', '-')) === value;
  return isNumber ? number : write.text(key, `${symbols} = ${number.value}`);
}

/** What takes a while: the derivation of the whole batch, and its check by central differences. */
function explained({ session, current, network }: Here, parameter: string, write: Writer): Shown[] {
  const { format } = write;
  return [
    write.lazy('derivation', () => {
      const derivation = session.derivation(parameter);
      const lines = renderPlain(explainDerivation(derivation, { format })).split(/\n+/);
      return write.group('derivation', plainAnswer(derivation, format), () =>
        lines.map((line, index) => write.text(String(index + 1), line)),
      );
    }),
    write.lazy('check by differences', () => {
      const { offset } = network.parameterByName(parameter)!;
      const { numeric, relativeError } = checkParameter(current.state, offset);
      return write.text(
        'check by differences',
        `${fullNumber(numeric)}, relative error ${relativeError.toExponential(1)}`,
      );
    }),
  ];
}
