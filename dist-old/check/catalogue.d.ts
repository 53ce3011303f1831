/** What there is to judge by, and to judge for. It comes from the modules, and needs none. */
/** A rule of the catalogue. Texts have `{arguments}` of findings in them. */
export interface RuleDocumentation {
    readonly id: string;
    readonly title: string;
    readonly why: string;
    readonly fix: {
        readonly text: string;
        readonly command: string;
    };
    /** Which software does what because of it, in which versions (`""`: all), and what it says. */
    readonly affects: readonly {
        readonly software: string;
        readonly versions: string;
        readonly effect: string;
        readonly says: string;
    }[];
    /** Where it can be seen: specifications, sources, issues. */
    readonly evidence: readonly string[];
}
/** A viewer that verdicts are given for. */
export interface ViewerDocumentation {
    /** `viv@0.21` */
    readonly id: string;
    readonly name: string;
    /** When that version was published. */
    readonly date: string;
    /** Whether a verdict is given when nobody says for whom. */
    readonly default: boolean;
    /** What it is made of. */
    readonly parts: readonly string[];
    readonly remark: string | null;
}
/** All rules that `check` judges by, with their texts. Needs no module. */
export declare function rules(): Promise<readonly RuleDocumentation[]>;
/** The viewers that `check` knows. Needs no module. */
export declare function viewers(): Promise<readonly ViewerDocumentation[]>;
