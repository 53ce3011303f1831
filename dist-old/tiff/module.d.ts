/** The module that decodes a compression; the core knows the names of those that no module decodes. */
export declare function moduleOf(compression: number): 'core' | 'more' | 'jxl';
