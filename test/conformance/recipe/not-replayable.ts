// A form that this program has no words for: what stands behind it in a case says nothing.

export class NotReplayable extends Error {}

/** A reference leads to nothing: an answer lacks a member, or a step before was not replayed as it was. */
export class MissingMember extends NotReplayable {}
