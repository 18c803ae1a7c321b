// Documents between memory and storage: JSON text out, frozen values in.

/** @throws TypeError where the value holds what JSON cannot (a cycle, a BigInt), or is no object. */
export function writeDocument(value: object): string {
  const text: unknown = JSON.stringify(value);
  if (typeof text !== 'string' || !/^[{[]/.test(text)) throw new TypeError('a document is a JSON object');
  return text;
}

/** The document, frozen through and through. */
export function readDocument<T>(text: string): T {
  return freeze(JSON.parse(text) as T);
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) freeze(member);
    Object.freeze(value);
  }
  return value;
}
