// The order in which AWS prints an enum's values in `Member must satisfy enum value set: […]`.

const buckets = 32;

/**
 * AWS prints the set as its hash table holds it: by Java's String.hashCode modulo 32, the later value of the model first
 * where two share a bucket. All nine recorded sets (2 to 21 values, API Gateway, Lambda and CloudWatch) are in this order.
 * Sets of more than 24 values are not recorded; their table may be larger.
 */
export function printedOrder(modelOrder: readonly string[]): string[] {
  const table: string[][] = Array.from({ length: buckets }, () => []);
  for (const value of modelOrder) table[hashCode(value) % buckets]!.unshift(value);
  return table.flat();
}

function hashCode(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i += 1) hash = (Math.imul(31, hash) + text.charCodeAt(i)) >>> 0;
  return hash;
}
