// The port behind which logs live: groups, their streams, and entries by time (DESIGN D6). One store is one region's.

export interface MetricFilterModel {
  readonly filterName: string;
  readonly filterPattern: string;
  readonly createdAtMs: number;
  readonly metricName: string;
  readonly metricNamespace: string;
  /** A number, or the selector or field that holds it: `1`, `$.latency`, `$bytes`. */
  readonly metricValue: string;
  readonly defaultValue: number | null;
  readonly unit: string | null;
  /** Dimension → selector of its value. */
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface SubscriptionFilterModel {
  readonly filterName: string;
  readonly filterPattern: string;
  readonly createdAtMs: number;
  readonly destinationArn: string;
  readonly roleArn: string | null;
  readonly distribution: 'ByLogStream' | 'Random';
}

export interface LogGroupSettings {
  /** Null keeps events for ever. */
  readonly retentionDays: number | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly groupClass: string;
  readonly deletionProtected: boolean;
  /** By name. */
  readonly metricFilters: Readonly<Record<string, MetricFilterModel>>;
  /** By name; left out where there are none. */
  readonly subscriptionFilters?: Readonly<Record<string, SubscriptionFilterModel>>;
}

export const newLogGroupSettings: LogGroupSettings = {
  retentionDays: null,
  tags: {},
  groupClass: 'STANDARD',
  deletionProtected: false,
  metricFilters: {},
};

export interface LogGroup {
  readonly name: string;
  readonly createdAtMs: number;
  /** Of its entries' content. */
  readonly storedBytes: number;
  readonly settings: LogGroupSettings;
}

export interface LogStream {
  readonly name: string;
  readonly createdAtMs: number;
  /** Times of the oldest and the newest entry that ever came; null where none has. */
  readonly firstAtMs: number | null;
  readonly lastAtMs: number | null;
  readonly lastIngestedAtMs: number | null;
}

/**
 * What is kept: a message, several of one stream and time as a JSON array, or a record whose lines are rendered when
 * someone reads (DESIGN D1).
 */
export interface LogEntry {
  readonly group: string;
  readonly stream: string;
  readonly timeMs: number;
  readonly kind: 'text' | 'texts' | 'record';
  readonly content: string;
  /** Time of a record's later lines, where it is another: then the record is found at both. */
  readonly endMs?: number | undefined;
  /** False drops the entry where its group does not exist; streams are always made. */
  readonly createsGroup: boolean;
}

/** Order of entries: by time, then by arrival. */
export interface LogPosition {
  readonly timeMs: number;
  readonly id: number;
}

export interface StoredEntry extends LogPosition {
  readonly stream: string;
  readonly ingestedAtMs: number;
  readonly kind: 'text' | 'texts' | 'record';
  /** A record that is found at two times stands at each with its half. */
  readonly part: 'whole' | 'begin' | 'end';
  readonly content: string;
}

export interface LogRange {
  readonly group: string;
  /** Null reads every stream. */
  readonly streams: readonly string[] | { readonly prefix: string } | null;
  readonly startMs: number;
  /** Excluded. */
  readonly endMs: number;
  /** The first entry to read, itself included where it is there. */
  readonly from: LogPosition | null;
  readonly backward: boolean;
  readonly entriesMax: number;
}

export interface LogStore {
  /** False where there is one of this name. */
  createGroup(name: string, createdAtMs: number, settings: LogGroupSettings): Promise<boolean>;
  group(name: string): Promise<LogGroup | null>;
  /** In the order of their names. */
  groups(prefix?: string): Promise<readonly LogGroup[]>;
  /** Reads, changes and writes as one; null where there is no such group. */
  changeGroup(
    name: string,
    change: (settings: LogGroupSettings) => LogGroupSettings,
  ): Promise<LogGroup | null>;
  /** With all that is in it. False where there was none. */
  deleteGroup(name: string): Promise<boolean>;
  createStream(group: string, name: string, createdAtMs: number): Promise<'created' | 'exists' | 'no-group'>;
  /** In the order of their names; none where the group is not there. */
  streams(group: string, prefix?: string): Promise<readonly LogStream[]>;
  stream(group: string, name: string): Promise<LogStream | null>;
  deleteStream(group: string, name: string): Promise<boolean>;
  /** All or none; groups and streams are made where they are missing. @returns how many found no group */
  append(entries: readonly LogEntry[], ingestedAtMs: number): Promise<number>;
  /** In order, backward from the newest. Fewer than `entriesMax` means that there are no more. */
  read(range: LogRange): Promise<readonly StoredEntry[]>;
}
