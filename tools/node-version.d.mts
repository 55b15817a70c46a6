export declare const isTooOld: (version: string) => boolean;
export declare const insteadOf: (version: string) => string;
export declare const nodeComplaint: (version: string) => string;
