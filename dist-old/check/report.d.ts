import type { Census } from '../store/census.js';
import type { TiffFacts } from './facts.js';
/** What a viewer does because of something in the data. */
export type Effect = 'note' | 'slow' | 'wrong' | 'fails';
/** What a viewer will make of the data. `unknown`: something that decides it could not be looked at. */
export type Verdict = 'loads' | 'slow' | 'wrong' | 'fails' | 'unknown';
/** The verdict for one viewer. */
export interface ViewerVerdict {
    /** `viv@0.21` */
    readonly viewer: string;
    /** `Viv 0.21` */
    readonly name: string;
    /** When that version was published. */
    readonly date: string;
    readonly verdict: Verdict;
    /** Rules that the verdict rests on, the most telling first. */
    readonly because: readonly string[];
    /** What the viewer says, if it says anything. */
    readonly says?: string;
    /** What should be known of verdicts for this viewer. */
    readonly remark?: string;
}
/** Where something was found. */
export interface Place {
    /** `3` is the fourth IFD of the main chain, `3.0` its first SubIFD. */
    readonly ifd?: string;
    /** Number of a tile or strip. */
    readonly tile?: number;
    /** Byte offset in the file. */
    readonly byte?: number;
    /** Element or attribute of OME-XML: `Image[0]/Pixels/@SizeT`. */
    readonly xml?: string;
    /** Path in a store. */
    readonly path?: string;
    /** JSON pointer in the file at that path. */
    readonly pointer?: string;
    readonly line?: number;
    readonly column?: number;
}
/** All that one rule found. */
export interface Finding {
    /** `area/concept`; stays the same for ever. */
    readonly rule: string;
    /** The worst of its effects. */
    readonly effect: Effect;
    /** What is the matter, in one sentence. */
    readonly title: string;
    /** What it means for each viewer that is affected. */
    readonly viewers: readonly {
        readonly viewer: string;
        readonly effect: Effect;
        readonly says?: string;
    }[];
    /** What viewers do because of it. */
    readonly why: string;
    /** How to put it right; `command` can be pasted into a shell. */
    readonly fix: {
        readonly text: string;
        readonly command?: string;
    };
    /** How often it is in the data. */
    readonly count: number;
    /** The first twenty places. */
    readonly places: readonly {
        readonly title: string;
        readonly at: Place;
        readonly args: Readonly<Record<string, string | number>>;
    }[];
}
/** What one step of looking at an image takes. */
export interface CostStep {
    readonly requests: number;
    readonly bytes: number;
    /** Sets of requests, each waiting for answers of the one before. */
    readonly rounds: number;
    /** At the round-trip times of `roundTripMilliseconds`, with six connections and 100 Mbit/s. */
    readonly milliseconds: readonly number[];
}
/** Until the viewer knows the image; the first picture; the same of the next channel; one tile of the last plane. */
export interface CostSteps {
    readonly open: CostStep;
    readonly firstView: CostStep;
    readonly switchChannel: CostStep;
    readonly lastPlane: CostStep;
}
/** What looking at an image costs over HTTP, by doing what the viewer does but for the reading. */
export interface Cost {
    readonly viewer: string;
    readonly roundTripMilliseconds: readonly number[];
    readonly withoutOffsets: CostSteps;
    /** Its own request is not counted. */
    readonly withOffsets: CostSteps;
}
/** A level of an image in a Zarr store. */
export interface StoreLevel {
    readonly path: string;
    readonly shape: readonly number[];
    /** Shape of what is read at a time: of the chunks in shards, where there are shards. */
    readonly chunks: readonly number[];
    readonly dtype: string;
    /** Bytes of all of it, not compressed. */
    readonly bytes: number | null;
}
/** Something that a viewer does with a Zarr store, and what it costs over HTTP. */
export interface Interaction {
    /** `load`, `tile 0 first`, `obs column leiden`, `X gene first`. */
    readonly name: string;
    /** The same for people: `opening`, `the first tile of level 0`, `the column obs/leiden`. */
    readonly words: string;
    /** Path of the node that it is about. */
    readonly path: string;
    readonly requests: number;
    readonly bytes: number;
    /** Bytes of what a person sees of it. */
    readonly shown?: number;
    /** Whether the cost is reckoned from a part of what is asked for. */
    readonly estimated: boolean;
    /** What the viewer says when it gives up. */
    readonly fails?: string;
}
/** What is in a Zarr store. */
export interface StoreFacts {
    readonly zarrFormat: number | null;
    /** Nodes that were looked at, and those of them that are arrays. */
    readonly nodes: number;
    readonly arrays: number;
    readonly images: readonly {
        readonly path: string;
        readonly version: string | null;
        readonly axes: readonly (string | null)[];
        readonly channels: readonly (string | null)[];
        readonly levels: readonly StoreLevel[];
    }[];
    readonly tables: readonly {
        readonly path: string;
        readonly observations: number | null;
        readonly variables: number | null;
        readonly obsColumns: readonly string[];
        /** Paths. */
        readonly embeddings: readonly string[];
        /** Paths of X and of layers. */
        readonly matrices: readonly string[];
    }[];
    /** Paths of points and shapes of SpatialData. */
    readonly elements: readonly string[];
    /** What viewers do, one after the other. */
    readonly interactions: readonly {
        readonly viewer: string;
        readonly steps: readonly Interaction[];
    }[];
}
/** What `check` resolves to: plain data. Its form is in `omescope/schema.json`. */
export interface Report {
    /** Version of this form. */
    readonly report: 1;
    /** Version of omescope. */
    readonly omescope: string;
    readonly input: {
        readonly name: string;
        readonly url?: string;
        readonly kind: string;
        readonly size: number | null;
    };
    readonly verdicts: readonly ViewerVerdict[];
    /** What was found, the worst first. */
    readonly findings: readonly Finding[];
    /** What was not looked at, and why. */
    readonly notChecked: readonly {
        readonly what: string;
        readonly why: string;
    }[];
    /** What is in the file, and what viewers take it for; `null` where it is no TIFF. */
    readonly facts: TiffFacts | null;
    /** What looking at it costs over HTTP; `null` where viewers do not come so far. */
    readonly cost: Cost | null;
    /** What is in a Zarr store, and what viewers ask of it; of stores alone. */
    readonly store?: StoreFacts;
    /** What was read for the report. */
    readonly transfer: {
        readonly requests: number;
        readonly bytes: number;
        readonly rounds: number;
    };
    /** What was noticed of the server. */
    readonly notes: readonly {
        readonly code: string;
        readonly message: string;
        readonly help?: string;
    }[];
    /** Which chunks of a Zarr store are there, where `omescope check --census` counted them. */
    readonly census?: Census;
}
/** Whether an effect or a verdict is at least as bad as another. */
export declare function isAtLeast(one: Effect | Verdict, other: Effect | Verdict): boolean;
/** The worst verdict of a report. */
export declare function worstVerdict({ verdicts }: Report): Verdict;
/** The text of a report, the same wherever it is made: JSON in which all that could act on a terminal is escaped. */
export declare function reportText(report: Report): string;
