/**
 * What Ownlens's server and its clients say to each other besides the Language Server Protocol.
 * Positions are the protocol's: lines and characters from zero, characters counted in UTF-16.
 */

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Location {
  readonly uri: string;
  readonly range: Range;
}

/** A place in one version of a document. */
export interface PlaceParams {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
  /** The answer is about this version of the document, or is an error. */
  readonly version: number;
}

/** What is true of a value in a region. */
export const REGION_KINDS = ["owned", "shared", "mutable", "moved", "maybe", "lifetime"] as const;
export type RegionKind = (typeof REGION_KINDS)[number];

/** The source ranges in which one thing is true of a value; where it is not there are holes. */
export interface Region {
  readonly kind: RegionKind;
  readonly ranges: readonly Range[];
  /** A few words. */
  readonly label: string;
  /** Which loan it is, from zero: for `shared` and `mutable`. */
  readonly loan?: number;
}

export type PointKind = "issue" | "lastUse" | "move" | "drop" | "assign";

/** A place at which something happens to a value. */
export interface Point {
  readonly kind: PointKind;
  readonly range: Range;
  /** A few words. */
  readonly label: string;
  /** The loan that it belongs to. */
  readonly loan?: number;
}

/** The answer to `ownlens/regions`. */
export interface Regions {
  readonly version: number;
  readonly subject: {
    readonly kind: "value" | "reference" | "lifetime";
    readonly name: string;
    readonly range: Range;
  };
  readonly regions: readonly Region[];
  readonly points: readonly Point[];
}

/** What `ownlens/reported` tells: all errors with a code of the compiler that others report about a document. */
export interface ReportedParams {
  readonly textDocument: { readonly uri: string; readonly version: number };
  readonly diagnostics: readonly { readonly range: Range; readonly code: string }[];
}

/** The answer to `ownlens/timeline`. */
export interface Timeline {
  readonly version: number;
  /** The path of the function that is drawn. */
  readonly function: string;
  readonly range: Range;
  /** The drawing; see `docs/protocol.md` for its classes and attributes. */
  readonly svg: string;
}

/** What is missing in a project, so that less is said about it. */
export interface Missing {
  readonly kind: string;
  readonly message: string;
}

/** What `ownlens/status` says. */
export interface ServerStatus {
  readonly loading: boolean;
  readonly projects: readonly {
    readonly root: string;
    readonly standardLibrary: "source" | "model";
    readonly provisional: boolean;
    readonly missing: readonly Missing[];
  }[];
  /** Documents about which nothing can be said. */
  readonly documents: readonly { readonly uri: string; readonly message: string }[];
}

/** The argument of the command that a code lens carries. */
export interface LensTarget {
  readonly uri: string;
  readonly position: Position;
  /** Where the value is moved, borrowed, assigned and dropped. */
  readonly locations: readonly Location[];
}

export const METHOD = {
  focus: "ownlens/focus",
  regions: "ownlens/regions",
  reported: "ownlens/reported",
  status: "ownlens/status",
  timeline: "ownlens/timeline",
} as const;

/** The command that a lens carries. */
export const OPEN_LENS = "ownlens.openLens";
