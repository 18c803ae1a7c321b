// The X-Ray trace header taken apart: `Self=…;Root=1-…;Parent=…;Sampled=0`.

function member(traceHeader: string, name: string): string | null {
  for (const part of traceHeader.split(';')) {
    if (part.toLowerCase().startsWith(name)) return part.slice(name.length);
  }
  return null;
}

/** `Root=1-…`; the header as it is where it has no root, for a client may send anything. */
export function traceRoot(traceHeader: string): string {
  const root = member(traceHeader, 'root=');
  return root === null ? traceHeader : `Root=${root}`;
}

export function traceSampled(traceHeader: string): '0' | '1' {
  return member(traceHeader, 'sampled=') === '1' ? '1' : '0';
}
