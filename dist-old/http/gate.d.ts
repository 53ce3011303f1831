/** Lets a limited number of tasks run at once; the others wait in line, first come first served. */
export interface Gate {
    /** Runs the task when its turn comes. An abort takes a waiting task out of the line and rejects with the reason. */
    pass<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T>;
    widen(width: number): void;
}
export declare function createGate(width: number): Gate;
