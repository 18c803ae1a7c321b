// How entries stand in the table: their ids, their kinds, and the counts that go with them.

/** An entry's id counts the milliseconds of its arrival, and within one of them. */
export const idsPerMs = 2048;

/** What the regions of one database share. */
export interface LogCounters {
  /** Of the entry that came last. */
  lastId: number;
  entries: number;
  bytes: number;
  /** Keeps to the store's bounds after so many entries have come. */
  trim(entriesCome: number): void;
}

export const kinds = { text: 0, record: 1, begin: 2, end: 3, texts: 4 } as const;
export const kindOf = ['text', 'record', 'record', 'record', 'texts'] as const;
export const partOf = ['whole', 'whole', 'begin', 'end', 'whole'] as const;
