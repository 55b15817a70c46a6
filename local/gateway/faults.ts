// Injects the faults that tests ask for: a function that dies at a chosen call, a service
// that throttles or refuses.

interface FaultPlan {
  /** The short name of the function. */
  function: string;
  /** The AWS operation, such as `TransactWriteItems` or `SendRawEmail`. */
  operation: string;
  /** The n-th such call from now on; default 1. */
  nth?: number;
  /** The number of calls that are hit, from that one on; default 1. */
  times?: number;
}

/**
 * `after`: the service has acted but the function never learns of it. `before`: the service
 * never saw the call.
 */
export interface CrashPlan extends FaultPlan {
  when?: 'before' | 'after';
}

/** The call is answered with an error instead of reaching the service. */
export interface RefusalPlan extends FaultPlan {
  code: string;
  message?: string;
  status?: number;
  /** Further members of the error, such as `CancellationReasons`. */
  body?: Record<string, unknown>;
}

export interface Fault {
  /** Returns how often the fault has struck. */
  struck(): number;
  /** Resolves when it strikes for the first time. */
  first: Promise<void>;
  cancel(): void;
}

export type Strike = { kind: 'crash'; when: 'before' | 'after' } | { kind: 'refuse'; plan: RefusalPlan };

export interface Faults {
  crash(plan: CrashPlan): Fault;
  refuse(plan: RefusalPlan): Fault;
  /** Called for each request of a function; returns what should happen to it. */
  strike(functionName: string, operation: string): Strike | undefined;
  clear(): void;
}

interface Armed {
  plan: FaultPlan;
  strike: Strike;
  seen: number;
  struck: number;
  hit(): void;
}

export const createFaults = (): Faults => {
  let armed: Armed[] = [];
  const arm = (plan: FaultPlan, strike: Strike): Fault => {
    const first = Promise.withResolvers<void>();
    const entry: Armed = { plan, strike, seen: 0, struck: 0, hit: first.resolve };
    armed.push(entry);
    return {
      struck: () => entry.struck,
      first: first.promise,
      cancel: () => void (armed = armed.filter((one) => one !== entry)),
    };
  };
  return {
    crash: (plan) => arm(plan, { kind: 'crash', when: plan.when ?? 'after' }),
    refuse: (plan) => arm(plan, { kind: 'refuse', plan }),
    strike: (functionName, operation) => {
      for (const entry of armed) {
        if (entry.plan.function !== functionName || entry.plan.operation !== operation) continue;
        entry.seen += 1;
        const start = entry.plan.nth ?? 1;
        if (entry.seen < start || entry.seen >= start + (entry.plan.times ?? 1)) continue;
        entry.struck += 1;
        entry.hit();
        return entry.strike;
      }
      return undefined;
    },
    clear: () => void (armed = []),
  };
};
