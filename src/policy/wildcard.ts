// `*` and `?` as IAM matches them: any characters, one character. No regular expression is made of a user's text.

const star = 0x2a;
const question = 0x3f;

/**
 * Case counts. A mismatch goes back to the last `*` only, which is enough, so time is bounded by the text's length times
 * the longest run of characters between two stars.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let inPattern = 0;
  let inText = 0;
  let lastStar = -1;
  let coveredByStar = 0;
  while (inText < text.length) {
    const wanted = inPattern < pattern.length ? pattern.charCodeAt(inPattern) : -1;
    if (wanted === star) {
      lastStar = inPattern++;
      coveredByStar = inText;
    } else if (wanted === question || wanted === text.charCodeAt(inText)) {
      inPattern++;
      inText++;
    } else if (lastStar !== -1) {
      inPattern = lastStar + 1;
      inText = ++coveredByStar;
    } else {
      return false;
    }
  }
  while (pattern.charCodeAt(inPattern) === star) inPattern++;
  return inPattern === pattern.length;
}
