/** A matrix or a layer as cells in the colours of sign, one of which can be picked by mouse or arrow keys. */

import { useLayoutEffect, useRef } from 'preact/hooks';
import { cssColour, largest, mix, paint } from '../canvas';
import { brief } from '../format';
import { themeChanges } from '../theme';

export interface HeatmapProps {
  readonly label: string;
  readonly values: ArrayLike<number>;
  readonly columns: number;
  readonly rows: number;
  /** Size on the page. */
  readonly width: number;
  readonly height: number;
  readonly picked: number | null;
  readonly onPick?: (index: number) => void;
  readonly onPoint: (index: number | null) => void;
}

export function Heatmap({ label, values, columns, rows, width, height, picked, onPick, onPoint }: HeatmapProps) {
  const picture = useRef<HTMLCanvasElement>(null);
  const theme = themeChanges.value;
  useLayoutEffect(() => {
    const canvas = picture.current!;
    const parent = canvas.parentElement!;
    const [ground, positive, negative] = ['--bg', '--pos', '--neg'].map((name) => cssColour(name, parent));
    const most = largest(values);
    paint(canvas, columns, rows, (index) => {
      const value = values[index] ?? 0;
      // The root lets small values be seen beside large ones.
      return mix(ground, value < 0 ? negative : positive, Math.sqrt(Math.min(1, Math.abs(value) / most)));
    });
  }, [values, columns, rows, theme]);
  const at = (event: MouseEvent): number => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const column = Math.min(columns - 1, Math.floor(((event.clientX - box.left) / box.width) * columns));
    const row = Math.min(rows - 1, Math.floor(((event.clientY - box.top) / box.height) * rows));
    return Math.max(0, row) * columns + Math.max(0, column);
  };
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
  };
  const valueText =
    picked === null
      ? 'none picked'
      : `row ${Math.floor(picked / columns) + 1}, column ${(picked % columns) + 1}: ${brief(values[picked])}`;
  return (
    <div
      class={`heat ${onPick ? 'pick' : ''}`}
      style={{ width: `${width}px`, height: `${height}px` }}
      role={onPick ? 'slider' : 'img'}
      tabIndex={onPick ? 0 : undefined}
      aria-label={`${label}, ${rows} by ${columns}`}
      aria-valuemin={onPick ? 0 : undefined}
      aria-valuemax={onPick ? columns * rows - 1 : undefined}
      aria-valuenow={onPick ? (picked ?? 0) : undefined}
      aria-valuetext={onPick ? valueText : undefined}
      onPointerMove={(event) => onPoint(at(event))}
      onPointerLeave={() => onPoint(null)}
      onClick={(event) => onPick?.(at(event))}
      onKeyDown={(event) => {
        const move = moves[event.key];
        if (!onPick || move === undefined) return;
        event.preventDefault();
        onPick(Math.min(columns * rows - 1, Math.max(0, (picked ?? 0) + move)));
      }}
    >
      <canvas ref={picture} aria-hidden="true" />
      {picked !== null && (
        <i
          class="mark"
          style={{
            left: `${(100 * (picked % columns)) / columns}%`,
            top: `${(100 * Math.floor(picked / columns)) / rows}%`,
            width: `${100 / columns}%`,
            height: `${100 / rows}%`,
          }}
        />
      )}
    </div>
  );
}
