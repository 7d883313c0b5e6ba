/** The links of a hover to commands. */
import type * as vscode from 'vscode';

/** Not in the palette: they only make sense with the parameter that was hovered. */
export const hoverCommandIds = [
  '_backprop.selectParameter',
  '_backprop.stepToDerivative',
  '_backprop.copyLatex',
] as const;

export type HoverCommandId = (typeof hoverCommandIds)[number];

/** `Step to its derivative · Select in the stepper · Copy as LaTeX`. */
export function parameterLinks(uri: vscode.Uri, name: string): string {
  const link = (icon: string, title: string, id: HoverCommandId): string => {
    const args = encodeURIComponent(JSON.stringify([uri.toString(), name]));
    return `[$(${icon}) ${title}](command:${id}?${args})`;
  };
  return [
    link('debug-step-into', 'Step to its derivative', '_backprop.stepToDerivative'),
    link('target', 'Select in the stepper', '_backprop.selectParameter'),
    link('copy', 'Copy as LaTeX', '_backprop.copyLatex'),
  ].join(' · ');
}
