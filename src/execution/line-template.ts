// A log line's words with named places, used in both directions: filled when a line is written, read when one is found.

type PlaceIn<Text extends string> = Text extends `${string}{${infer Place}}${infer Rest}`
  ? Place | PlaceIn<Rest>
  : never;

/** What stands in the places of one line. Where a line was cut, the places behind the cut are absent. */
export type ReadPlaces = Readonly<Partial<Record<string, string>>>;

export interface LineTemplate<Place extends string = string> {
  /** The words, places as `{name}`. */
  readonly text: string;
  /** Characters outside the places: of two templates that fit a line, the one with more of them says more. */
  readonly literalCharacters: number;
  write(values: Readonly<Record<Place, string>>): string;
  /** Null where the line is of another template. `cut`: the line's end was truncated away (SPEC §6.4). */
  read(line: string, cut?: boolean): ReadPlaces | null;
}

/**
 * Compiles a template. A place ends where the words behind it first occur, or, for the place named `greedy`, where they
 * last occur. Reading never goes back, so it takes time linear in the line, whatever is pasted.
 */
export function lineTemplate<const Text extends string>(
  text: Text,
  greedy?: PlaceIn<Text>,
): LineTemplate<PlaceIn<Text>> {
  const pieces = text.split(/\{(\w+)\}/);
  const literals = pieces.filter((_, index) => index % 2 === 0);
  const places = pieces.filter((_, index) => index % 2 === 1);
  const first = literals[0]!;
  return {
    text,
    literalCharacters: literals.reduce((sum, literal) => sum + literal.length, 0),
    write(values) {
      let line = first;
      for (let index = 0; index < places.length; index++) {
        line += values[places[index] as PlaceIn<Text>] + literals[index + 1]!;
      }
      return line;
    },
    read(line, cut = false) {
      if (!line.startsWith(first)) {
        // Pasting often takes the space at a line's end away: `Method request body before transformations:`.
        const bare =
          places.length === 1 && literals[1] === '' && first.endsWith(' ') && line === first.trimEnd();
        return bare ? { [places[0]!]: '' } : null;
      }
      return readPlaces(line, first.length, literals, places, greedy, cut);
    },
  };
}

function readPlaces(
  line: string,
  start: number,
  literals: readonly string[],
  places: readonly string[],
  greedy: string | undefined,
  cut: boolean,
): ReadPlaces | null {
  const found: Record<string, string> = {};
  let position = start;
  for (let index = 0; index < places.length; index++) {
    const place = places[index]!;
    const behind = literals[index + 1]!;
    const isLast = index === places.length - 1;
    let end: number;
    if (isLast) {
      end = endOfLast(line, behind, position);
    } else {
      end = place === greedy ? line.lastIndexOf(behind) : line.indexOf(behind, position);
    }
    if (end < position) {
      if (!cut) return null;
      found[place] = line.slice(position);
      return found;
    }
    found[place] = line.slice(position, end);
    position = end + behind.length;
  }
  if (places.length === 0 && line.slice(start).trim() !== '') return null;
  return found;
}

/** Where the last place ends: before the closing words, white space behind them allowed; -1 where they are missing. */
function endOfLast(line: string, behind: string, position: number): number {
  if (behind === '') return line.length;
  const trimmed = line.trimEnd();
  const end = trimmed.length - behind.length;
  return end >= position && trimmed.endsWith(behind) ? end : -1;
}
