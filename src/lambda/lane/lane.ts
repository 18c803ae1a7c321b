// How invocations reach the runtime in its sandbox and results come back, whatever wire lies between (DESIGN D5).

export interface LaneInvocation {
  readonly requestId: string;
  /** Epoch ms at which the function's time-out strikes. */
  readonly deadlineMs: number;
  /** As invoked, with the qualifier if one was given. */
  readonly functionArn: string;
  readonly traceHeader: string;
  /** JSON text, '' for none. */
  readonly clientContext: string;
  /** The event, JSON text. */
  readonly payload: string;
}

/** What a runtime says. Calls come in the order in which it said it. */
export interface LaneListener {
  /**
   * The runtime asks for the next invocation. The first time, its init is complete.
   * @param peakMemoryKb 0 where it was not measured again
   * @param logBytes bytes it has written to the telemetry channel since it started
   */
  next(peakMemoryKb: number, logBytes: number): void;
  /** Whether a streamed result is to be handed out as it comes; otherwise it is joined into one. */
  streams(): boolean;
  /** A part of a streamed result. */
  chunk(bytes: Uint8Array): void;
  /** @param payload the function's result as text, whatever it holds; '' behind parts that were handed out */
  response(payload: string): void;
  /** The result is larger than `invokeResponseBytesMax`. */
  responseTooLarge(): void;
  /** @param payload the error object as JSON text */
  error(payload: string): void;
  initError(errorType: string, payload: string): void;
  /** What came is not what a runtime says: the sandbox cannot be used further. */
  broken(sentence: string): void;
}

// AWS also has the Runtime API over HTTP (SPEC §9.8), for custom runtimes: a second implementation of this interface.
export interface Lane {
  /** One at a time, after `next`. */
  send(invocation: LaneInvocation): void;
  close(): void;
}
