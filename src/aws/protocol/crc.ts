// The cyclic checksums that S3's clients send and Node.js does not have: CRC-32C and CRC-64/NVME.

/** Reversed polynomial 0x1EDC6F41. */
const castagnoli = 0x82f63b78;

let table32: Uint32Array | null = null;

function castagnoliTable(): Uint32Array {
  const table = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ castagnoli;
    table[byte] = crc >>> 0;
  }
  return table;
}

/** Four bytes, the greatest first. */
export function crc32c(bytes: Uint8Array): Buffer {
  table32 ??= castagnoliTable();
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i += 1) crc = (crc >>> 8) ^ table32[(crc ^ bytes[i]!) & 0xff]!;
  const result = Buffer.alloc(4);
  result.writeUInt32BE(~crc >>> 0);
  return result;
}

/** Reversed polynomial 0xAD93D23594C93659, in two halves: 64-bit numbers of JavaScript's are far slower. */
const nvmeHigh = 0x9a6c9329;
const nvmeLow = 0xac4bc9b5;

let table64: { readonly high: Uint32Array; readonly low: Uint32Array } | null = null;

function nvmeTable(): { readonly high: Uint32Array; readonly low: Uint32Array } {
  const table = { high: new Uint32Array(256), low: new Uint32Array(256) };
  for (let byte = 0; byte < 256; byte += 1) {
    let [high, low] = [0, byte];
    for (let bit = 0; bit < 8; bit += 1) {
      const odd = (low & 1) === 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (odd) [high, low] = [high ^ nvmeHigh, low ^ nvmeLow];
    }
    table.high[byte] = high >>> 0;
    table.low[byte] = low >>> 0;
  }
  return table;
}

/** Eight bytes, the greatest first. */
export function crc64nvme(bytes: Uint8Array): Buffer {
  table64 ??= nvmeTable();
  const { high: highs, low: lows } = table64;
  let [high, low] = [0xffffffff, 0xffffffff];
  for (let i = 0; i < bytes.length; i += 1) {
    const index = (low ^ bytes[i]!) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ lows[index]!;
    high = (high >>> 8) ^ highs[index]!;
  }
  const result = Buffer.alloc(8);
  result.writeUInt32BE(~high >>> 0, 0);
  result.writeUInt32BE(~low >>> 0, 4);
  return result;
}
