// How the terminal is written to: colours only where a person looks, NO_COLOR honoured, width known.
import picocolors from 'picocolors';

export interface Terminal {
  readonly color: boolean;
  readonly colors: ReturnType<typeof picocolors.createColors>;
  /** Columns; 100 where the output is no terminal. */
  readonly width: number;
  line(text?: string): void;
}

const widthWhenPiped = 100;
const widthMax = 140;

export function terminalOf(stream: NodeJS.WriteStream): Terminal {
  const color = wantsColor(stream);
  return {
    color,
    colors: picocolors.createColors(color),
    width: Math.min(stream.isTTY ? stream.columns : widthWhenPiped, widthMax),
    line: (text = '') => stream.write(`${text}\n`),
  };
}

function wantsColor(stream: NodeJS.WriteStream): boolean {
  if (process.env['NO_COLOR'] !== undefined && process.env['NO_COLOR'] !== '') return false;
  if (process.env['FORCE_COLOR'] !== undefined) return process.env['FORCE_COLOR'] !== '0';
  return stream.isTTY && process.env['TERM'] !== 'dumb';
}
